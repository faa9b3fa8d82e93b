package io.paidan.flink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The arguments of a job's main: {@code --name value}, each name once and known. No secrets: those
 * come from files or the environment, an argument is for every process on the machine to read.
 */
public final class JobArguments {
  private final Map<String, String> values;

  private JobArguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @param known the names, without {@code --}
   * @throws IllegalArgumentException with one clear line
   */
  public static JobArguments parse(String[] arguments, Set<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : null;
      if (name == null || !known.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown argument "
                + arguments[i]
                + "; known are "
                + known.stream().sorted().map(k -> "--" + k).collect(Collectors.joining(", ")));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      if (values.put(name, arguments[i + 1]) != null) {
        throw new IllegalArgumentException("--" + name + " is given twice");
      }
    }
    return new JobArguments(values);
  }

  /** The value, which must be there. */
  public String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  /** The value or else the given one. */
  public String optional(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A whole number of at least {@code least}, or else the given one. */
  public long number(String name, long otherwise, long least) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--" + name + " takes a whole number of at least " + least + ", not " + value, e);
    }
    throw new IllegalArgumentException(
        "--" + name + " takes a whole number of at least " + least + ", not " + value);
  }

  /** One of the named values of an enum, in any case, or else the given one. */
  public <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "--"
            + name
            + " takes "
            + java.util.Arrays.stream(type.getEnumConstants())
                .map(c -> c.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(" or "))
            + ", not "
            + value);
  }
}
