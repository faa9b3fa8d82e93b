package io.paidan.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code event.schema.json} in a general validator, with Paidan's two formats. They are written
 * here a second time, with the JDK's means, so as not to test the decoder with its own code.
 */
public final class EventSchema {
  static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final JsonSchema schema;

  public EventSchema() {
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .format(new IdFormat())
            .format(new InstantFormat())
            .build();
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(dialect));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            // In JSON Schema's regular expressions $ is the end, in Java's also before a line end.
            .regularExpressionFactory(
                regex -> {
                  Pattern pattern = Pattern.compile(regex.replaceAll("\\$$", "\\\\z"));
                  return value -> pattern.matcher(value).find();
                })
            .build();
    try (InputStream in =
        EventDecoder.class.getResourceAsStream("/io/paidan/schemas/event.schema.json")) {
      schema = factory.getSchema(in, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the event; empty when it is valid. */
  public Set<ValidationMessage> validate(JsonNode event) {
    return schema.validate(event);
  }

  private static final class IdFormat implements Format {
    @Override
    public String getName() {
      return "paidan-id";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      int bytes = value.getBytes(StandardCharsets.UTF_8).length;
      return bytes >= 1
          && bytes <= 100
          && value.indexOf('/') < 0
          && value.chars().noneMatch(Character::isISOControl);
    }
  }

  private static final class InstantFormat implements Format {
    private static final Pattern SHAPE =
        Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?"
                + "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");

    @Override
    public String getName() {
      return "paidan-instant";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      Matcher m = SHAPE.matcher(value);
      if (!m.matches()) {
        return false;
      }
      try {
        boolean leap = m.group(6).equals("60");
        LocalDateTime local =
            LocalDate.of(number(m, 1), number(m, 2), number(m, 3))
                .atTime(number(m, 4), number(m, 5), leap ? 59 : number(m, 6));
        LocalDateTime utc = local;
        if (m.group(7) != null) {
          int minutes = number(m, 8) * 60 + number(m, 9);
          if (number(m, 8) > 23 || number(m, 9) > 59) {
            return false;
          }
          utc = m.group(7).equals("-") ? local.plusMinutes(minutes) : local.minusMinutes(minutes);
        }
        LocalDateTime after = utc.plusSeconds(1);
        boolean startsHalfYear =
            after.getHour() == 0
                && after.getMinute() == 0
                && after.getSecond() == 0
                && after.getDayOfMonth() == 1
                && after.getMonthValue() % 6 == 1;
        long second = utc.toEpochSecond(ZoneOffset.UTC);
        return (!leap || startsHalfYear)
            && second >= LocalDate.of(2000, 1, 1).toEpochDay() * 86_400
            && second < LocalDate.of(2100, 1, 1).toEpochDay() * 86_400;
      } catch (DateTimeException e) {
        return false;
      }
    }

    private static int number(Matcher m, int group) {
      return Integer.parseInt(m.group(group));
    }
  }
}
