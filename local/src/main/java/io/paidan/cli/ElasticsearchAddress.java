package io.paidan.cli;

import io.paidan.index.elasticsearch.ElasticsearchConnection;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --elasticsearch} and {@code --elasticsearch-ca} of a command say. */
final class ElasticsearchAddress {
  private ElasticsearchAddress() {}

  /**
   * How Elasticsearch is connected to.
   *
   * @param ca certificates to trust; null: those that Java trusts
   * @throws CommandException when the certificates cannot be read
   * @throws ParameterException when the addresses cannot be used
   */
  static ElasticsearchConnection connection(CommandLine command, String urls, Path ca) {
    if (ca != null) {
      InputFiles.requireReadable("--elasticsearch-ca", ca);
    }
    try {
      return ElasticsearchConnection.of(urls, ca == null ? null : ca.toString());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
