package io.paidan.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code host:port}, several with commas. */
final class BootstrapServers implements ITypeConverter<String> {
  private static final Pattern SERVER =
      Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.%]+]):[0-9]{1,5}");

  @Override
  public String convert(String value) {
    for (String server : value.split(",", -1)) {
      if (!SERVER.matcher(server).matches()) {
        throw new TypeConversionException(
            "'" + value + "' is not a list of brokers, write it like host:9092,host2:9092");
      }
    }
    return value;
  }
}
