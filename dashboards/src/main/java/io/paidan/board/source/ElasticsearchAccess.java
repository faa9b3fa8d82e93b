package io.paidan.board.source;

import java.io.IOException;
import org.elasticsearch.client.RestClient;

/**
 * The way to Elasticsearch: where it is, who we are there and what we trust is known to whoever
 * starts the board.
 */
public interface ElasticsearchAccess {
  /**
   * Opens a client, without asking anything of Elasticsearch yet; also again, when one has died.
   *
   * @throws IOException with one line when a certificate's or secret's file cannot be used
   */
  RestClient open() throws IOException;

  /** The addresses, for people. */
  String where();

  /** A whole line: that it cannot be used, why, and what to do. */
  String line(IOException failure);

  /** Whether it is about who the other side is, which waiting does not mend. */
  boolean isAboutTrust(IOException failure);
}
