package io.paidan.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.IndexTemplates;
import io.paidan.index.elasticsearch.SetupClient;
import io.paidan.index.elasticsearch.SetupClient.Refusal;
import java.io.IOException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long indices of a month stay, by Elasticsearch's index lifecycle management, which not
 * every build of it has. An index is as old as its month, whenever it was made: a replay of old
 * events, or a rebuild, must not keep them for as long again.
 */
public final class Retention {
  /** The lifecycle policy's name. */
  public static final String POLICY = "paidan-by-month";

  /** The setting of an index that says since when it ages. */
  public static final String ORIGIN = "index.lifecycle.origination_date";

  private static final Pattern MONTHLY = Pattern.compile(".*-(\\d{4}\\.\\d{2})(?:-\\d{6})?");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu.MM");
  private static final int LONGEST_MONTH_DAYS = 31;

  private Retention() {}

  /** Whether this Elasticsearch has index lifecycle management. */
  public static boolean isPossible(SetupClient client) throws IOException {
    try {
      client.get("/_ilm/status");
      return true;
    } catch (Refusal e) {
      if (e.status() == 400 || e.status() == 404 || e.status() == 405) {
        return false; // nobody there who hears that
      }
      throw e;
    }
  }

  /**
   * Sets it; for indices that are there and for those to come.
   *
   * @param months full months after an index's own; 0: for ever
   * @param indices all of Paidan's
   */
  static void keep(SetupClient client, int months, Collection<String> indices) throws IOException {
    if (months > 0) {
      client.put("/_ilm/policy/" + POLICY, policy((months + 1) * LONGEST_MONTH_DAYS));
    }
    client.put(
        "/_component_template/" + IndexTemplates.RETENTION,
        bytes(
            "{\"_meta\":{\"managed_by\":\"paidan\",\"description\":\"How long months are kept\"},"
                + "\"template\":{\"settings\":{"
                + (months > 0 ? "\"index.lifecycle.name\":\"" + POLICY + "\"" : "")
                + "}}}"));
    for (String index : indices) {
      if (!isMonthly(index)) {
        continue;
      }
      if (months > 0) {
        client.put(
            "/" + index + "/_settings",
            bytes(
                "{\"index.lifecycle.name\":\""
                    + POLICY
                    + "\",\""
                    + ORIGIN
                    + "\":"
                    + origin(index)
                    + "}"));
      } else {
        client.post("/" + index + "/_ilm/remove", new byte[0]);
      }
    }
  }

  private static byte[] policy(int days) {
    return bytes(
        "{\"policy\":{\"_meta\":{\"managed_by\":\"paidan\"},\"phases\":{\"hot\":{\"actions\":{}},"
            + "\"delete\":{\"min_age\":\""
            + days
            + "d\",\"actions\":{\"delete\":{}}}}}}");
  }

  private static boolean isMonthly(String index) {
    for (Alias alias : Alias.values()) {
      if (alias.byMonth() && index.startsWith(alias.alias() + "-")) {
        return MONTHLY.matcher(index).matches();
      }
    }
    return false;
  }

  /** Since when an index of a month ages: since its month began; milliseconds. */
  public static long origin(String index) {
    Matcher month = MONTHLY.matcher(index);
    if (!month.matches()) {
      throw new IllegalArgumentException(index + " is no index of a month.");
    }
    return YearMonth.parse(month.group(1), MONTH)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toEpochMilli();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
