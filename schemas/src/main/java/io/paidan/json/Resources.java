package io.paidan.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Documents that the project ships inside its jars. */
public final class Resources {
  private Resources() {}

  /**
   * The bytes of a resource.
   *
   * @param beside the class in whose package it stands
   * @throws IllegalStateException when it is not there: the jar was not built as it should be
   */
  public static byte[] read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource " + name + " beside " + beside.getName() + " is missing: build anew");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " cannot be read", e);
    }
  }
}
