package io.paidan.relay.config;

/** In which language people are told. */
public enum Language {
  ZH,
  EN
}
