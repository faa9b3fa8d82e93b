package io.paidan.index.rebuild;

import static java.util.stream.Collectors.toMap;

import io.paidan.document.Document;
import io.paidan.document.IndexNames;
import io.paidan.index.sink.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents go to the indices that are to take the places of the present ones. One of a month that
 * has no index yet goes there at once: nobody could find it elsewhere.
 */
final class NextGenerations implements Targets {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> nextByName;

  NextGenerations(List<Generation> generations) {
    nextByName =
        new HashMap<>(generations.stream().collect(toMap(Generation::name, Generation::next)));
  }

  @Override
  public String of(Document document) {
    String name = IndexNames.target(document);
    String next = nextByName.get(name);
    if (next == null && !document.alias().byMonth()) {
      throw new IllegalArgumentException(name + " is not rebuilt");
    }
    return next == null ? name : next;
  }

  @Override
  public boolean mustBeAlias(Document document) {
    return false;
  }

  @Override
  public String toString() {
    return Map.copyOf(nextByName).toString();
  }
}
