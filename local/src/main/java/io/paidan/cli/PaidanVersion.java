package io.paidan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into {@code io/paidan/cli/version.properties}. */
final class PaidanVersion implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = PaidanVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    return new String[] {"paidan " + properties.getProperty("version")};
  }
}
