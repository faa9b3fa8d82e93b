package io.paidan.board;

import io.paidan.board.overview.Counted;
import io.paidan.board.overview.Step;
import io.paidan.board.overview.View;
import io.paidan.board.overview.ViewPeriod;
import io.paidan.board.ticket.Cursor;
import io.paidan.board.ticket.ListFigure;
import io.paidan.board.ticket.ListRequest;
import io.paidan.event.Ids;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of a request, checked before anything is asked of Elasticsearch. */
final class Parameters {
  private static final Set<String> OF_VIEW = Set.of("district", "period");
  private static final Set<String> OF_LIST =
      Set.of("figure", "district", "period", "department", "class", "step", "hour", "after");
  private static final List<String> CLASSES =
      List.of("EMERGENCY", "KEY", "ROUTINE", Counted.UNCLASSIFIED);
  private static final Pattern INSTANT =
      Pattern.compile(
          "(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z");

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param query as it came, without the question mark; null: none
   */
  private static Parameters parse(String query, Set<String> known) throws BadRequestException {
    Map<String, String> values = new HashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        if (!known.contains(name)) {
          throw new BadRequestException(
              "There is no such parameter here; known are " + sorted(known) + ".");
        }
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (values.put(name, value) != null) {
          throw new BadRequestException("The parameter " + name + " is given twice.");
        }
      }
    }
    // An empty field of a form is one that was left out.
    values.values().removeIf(String::isEmpty);
    return new Parameters(values);
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String decode(String text) throws BadRequestException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("The query holds a % that no two hexadecimal digits follow.");
    }
  }

  /** The view that is asked for. */
  static View view(String query) throws BadRequestException {
    return parse(query, OF_VIEW).view();
  }

  /** The list that is asked for. */
  static ListRequest list(String query) throws BadRequestException {
    return parse(query, OF_LIST).list();
  }

  /** The ticket that is asked for. */
  static String ticket(String query) throws BadRequestException {
    String id = parse(query, Set.of("id")).id("id");
    if (id == null) {
      throw new BadRequestException("Which ticket? Give its id.");
    }
    return id;
  }

  private View view() throws BadRequestException {
    String text = values.get("period");
    ViewPeriod period = text == null ? null : ViewPeriod.parse(text);
    if (text != null && period == null) {
      throw new BadRequestException(
          "period must be a month, quarter or year, like 2026-11, 2026-Q4 or 2026.");
    }
    return new View(id("district"), period);
  }

  private ListRequest list() throws BadRequestException {
    String word = values.get("figure");
    ListFigure figure = word == null ? null : ListFigure.ofWord(word);
    if (figure == null) {
      throw new BadRequestException(
          "figure must be one of "
              + Arrays.stream(ListFigure.values())
                  .map(ListFigure::word)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    for (String name : List.of("department", "step", "hour")) {
      boolean needed = name.equals(figure.needed());
      if (needed != values.containsKey(name)) {
        throw new BadRequestException(
            "figure=" + word + (needed ? " needs " : " has no ") + name + ".");
      }
    }
    return new ListRequest(
        figure, view(), id("department"), ticketClass(figure), step(figure), hour(), after());
  }

  private String id(String name) throws BadRequestException {
    String id = values.get(name);
    String problem = id == null ? null : Ids.problem(id);
    if (problem != null) {
      throw new BadRequestException(name + " " + problem + ".");
    }
    return id;
  }

  private String ticketClass(ListFigure figure) throws BadRequestException {
    String text = values.get("class");
    if (text == null) {
      return null;
    }
    if (figure != ListFigure.OVERDUE) {
      throw new BadRequestException("figure=" + figure.word() + " has no class.");
    }
    if (!CLASSES.contains(text)) {
      throw new BadRequestException("class must be one of " + String.join(", ", CLASSES) + ".");
    }
    return text;
  }

  private Step step(ListFigure figure) throws BadRequestException {
    String text = values.get("step");
    if (text == null) {
      return null;
    }
    int first = figure == ListFigure.STEP_REACHED ? 1 : 2;
    if (!text.matches("[" + first + "-5]")) {
      throw new BadRequestException("step must be from " + first + " to 5.");
    }
    return Step.ofNumber(Integer.parseInt(text));
  }

  private Instant hour() throws BadRequestException {
    String text = values.get("hour");
    if (text == null) {
      return null;
    }
    try {
      if (INSTANT.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException e) {
      // No such day or time: the same word as for what looks like none.
    }
    throw new BadRequestException(
        "hour must be the instant that it begins at, like 2026-11-23T04:00:00.000Z.");
  }

  private Cursor after() throws BadRequestException {
    String text = values.get("after");
    Cursor cursor = text == null ? null : Cursor.parse(text);
    if (text != null && cursor == null) {
      throw new BadRequestException("after must be what next was in the answer before.");
    }
    return cursor;
  }
}
