package io.paidan.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.IndexNames;
import io.paidan.document.IndexTemplates;
import io.paidan.index.elasticsearch.ConnectionWords;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.elasticsearch.SetupClient;
import io.paidan.index.elasticsearch.SetupClient.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes what the documents need in Elasticsearch: component templates, index templates, and for
 * each alias its first index. Safe to repeat, also at the same time as another: what is there
 * stays, with all its documents; fields that a newer Paidan adds are added to it.
 */
public final class IndexSetup {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);

  private final ElasticsearchConnection connection;
  private final int shards;
  private final int replicas;
  private final Map<String, String> environment;
  private final InstantSource clock;

  /**
   * @param shards primary shards of each index made from now on
   * @param replicas copies of each; 0 on a single machine
   */
  public IndexSetup(ElasticsearchConnection connection, int shards, int replicas) {
    this(connection, shards, replicas, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where the secrets are, or the names of their files
   */
  public IndexSetup(
      ElasticsearchConnection connection,
      int shards,
      int replicas,
      Map<String, String> environment) {
    this(connection, shards, replicas, environment, InstantSource.system());
  }

  IndexSetup(
      ElasticsearchConnection connection,
      int shards,
      int replicas,
      Map<String, String> environment,
      InstantSource clock) {
    if (shards < 1 || replicas < 0) {
      throw new IllegalArgumentException("An index needs one shard or more, and 0 or more copies.");
    }
    this.connection = connection;
    this.shards = shards;
    this.replicas = replicas;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * Makes what is missing.
   *
   * @return the names of the indices that were made now; empty when all were there
   * @throws IndexSetupException when Elasticsearch is not there, refuses, or does not know us
   */
  public List<String> run() throws IndexSetupException {
    return ask(
        client -> {
          installTemplates(client, settings());
          List<String> made = new ArrayList<>();
          for (Alias alias : Alias.values()) {
            String index = firstIndex(client, alias);
            if (index != null) {
              made.add(index);
            }
          }
          return made;
        });
  }

  /**
   * Sets for how long indices of a month are kept.
   *
   * @param months full months after an index's own; 0: for ever
   * @return false when this Elasticsearch has no index lifecycle management: nothing is deleted by
   *     itself
   * @throws IndexSetupException as above
   */
  public boolean keepMonths(int months) throws IndexSetupException {
    return ask(
        client -> {
          boolean possible = Retention.isPossible(client);
          if (possible) {
            Retention.keep(client, months, new IndexList(client).all().keySet());
          }
          return possible;
        });
  }

  private interface Request<T> {
    T of(SetupClient client) throws IOException;
  }

  private <T> T ask(Request<T> request) throws IndexSetupException {
    try (SetupClient client =
        new SetupClient(
            ElasticsearchClients.open(connection, ANSWER, environment), connection.where())) {
      return request.of(client);
    } catch (Refusal e) {
      throw new IndexSetupException(e.getMessage(), e);
    } catch (IOException e) {
      throw new IndexSetupException(ConnectionWords.line(e, connection.where()), e);
    }
  }

  /**
   * Puts the templates, so that an index made from now on has the fields of this version of Paidan;
   * shards and copies stay as they were once set.
   */
  public static void installTemplates(SetupClient client) throws IOException {
    boolean there = client.exists("/_component_template/" + IndexTemplates.SETTINGS);
    installTemplates(client, there ? null : IndexTemplates.component(IndexTemplates.SETTINGS));
  }

  private static void installTemplates(SetupClient client, byte[] settings) throws IOException {
    for (String name : IndexTemplates.COMPONENTS) {
      boolean isSettings = name.equals(IndexTemplates.SETTINGS);
      byte[] body = isSettings ? settings : IndexTemplates.component(name);
      if (body != null) {
        client.put("/_component_template/" + name, body);
      }
    }
    for (String name : IndexTemplates.TEMPLATES) {
      client.put("/_index_template/" + name, IndexTemplates.template(name));
    }
  }

  private byte[] settings() {
    return new String(IndexTemplates.component(IndexTemplates.SETTINGS), UTF_8)
        .replaceFirst("\"number_of_shards\": *\\d+", "\"number_of_shards\": " + shards)
        .replaceFirst("\"number_of_replicas\": *\\d+", "\"number_of_replicas\": " + replicas)
        .getBytes(UTF_8);
  }

  /** The name of the index that was made now, or null when the alias was there. */
  private String firstIndex(SetupClient client, Alias alias) throws IOException {
    String name = alias.alias();
    if (client.exists("/_alias/" + name)) {
      client.put("/" + name + "/_mapping", SetupClient.mappingOf(IndexTemplates.template(name)));
      return null;
    }
    String index =
        alias.byMonth()
            ? IndexNames.month(alias, MONTH.format(clock.instant()))
            : IndexNames.generation(alias, 1);
    // The template of an alias kept by month brings the alias itself: all its indices are equal.
    String body =
        alias.byMonth() ? "{}" : "{\"aliases\":{\"" + name + "\":{\"is_write_index\":true}}}";
    try {
      client.put("/" + index, body.getBytes(UTF_8));
      return index;
    } catch (Refusal e) {
      if (!"resource_already_exists_exception".equals(e.errorType())) {
        throw e;
      }
    }
    if (!client.exists("/_alias/" + name)) {
      // Somebody has taken the alias from the index: the documents are still in it.
      client.put(
          "/" + index + "/_alias/" + name,
          (alias.byMonth() ? "{}" : "{\"is_write_index\":true}").getBytes(UTF_8));
    }
    return null;
  }
}
