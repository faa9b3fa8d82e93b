package io.paidan.cli;

import io.paidan.cli.kibana.KibanaAddress;
import io.paidan.cli.kibana.KibanaSetup;
import io.paidan.kibana.object.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The arguments of {@code init} that are about Kibana. */
final class KibanaOptions {
  @Option(
      names = "--kibana",
      paramLabel = "URL",
      description = {
        "Also import the dashboards here, like http://localhost:5601 or https://host/base/path.",
        "API key: PAIDAN_KIBANA_API_KEY; or PAIDAN_KIBANA_USER and PAIDAN_KIBANA_PASSWORD; without",
        "them those of PAIDAN_ES_.",
      })
  private String url;

  @Option(
      names = "--kibana-space",
      paramLabel = "ID",
      description = "The space to import into; the default one by default.")
  private String space;

  @Option(
      names = "--kibana-ca",
      paramLabel = "FILE",
      description = {
        "PEM certificates to trust for https; by default those of --elasticsearch-ca.",
      })
  private Path ca;

  @Option(
      names = "--language",
      paramLabel = "zh-CN|en",
      description = "Of the dashboards; zh-CN by default. Both can be in one Kibana.")
  private String language = Language.ZH_CN.tag();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * What sets Kibana up; null when none is named. Wrong usage is found before any work.
   *
   * @param elasticsearchCa the certificates of Elasticsearch's authority, or null
   */
  KibanaSetup setup(Path elasticsearchCa) throws IOException {
    Language chosen = Language.ofTag(language);
    if (chosen == null) {
      String known =
          Arrays.stream(Language.values()).map(Language::tag).collect(Collectors.joining(", "));
      throw wrongUsage("--language knows " + known + ", not " + language, null);
    }
    if (url == null) {
      if (space != null || ca != null) {
        throw wrongUsage("--kibana-space and --kibana-ca need --kibana", null);
      }
      return null;
    }
    KibanaAddress address;
    try {
      address = KibanaAddress.of(url, space);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e.getMessage(), e);
    }
    Path trusted = ca == null ? elasticsearchCa : ca;
    if (trusted != null) {
      InputFiles.requireReadable(ca == null ? "--elasticsearch-ca" : "--kibana-ca", trusted);
    }
    return KibanaSetup.open(address, trusted, System.getenv(), chosen);
  }

  private ParameterException wrongUsage(String message, Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
