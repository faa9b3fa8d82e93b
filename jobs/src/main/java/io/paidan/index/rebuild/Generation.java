package io.paidan.index.rebuild;

import io.paidan.document.Alias;

/**
 * One index and the one that is to take its place.
 *
 * @param alias under which its documents are found
 * @param name what they are written to: the alias, or for documents kept by month the month's name
 * @param current the index that {@code name} stands for, or is; null: there is none
 * @param next the index that takes its place
 */
record Generation(Alias alias, String name, String current, String next) {
  /** Whether {@link #current} is no generation yet but an index with the month's own name. */
  boolean isNamedLikeMonth() {
    return name.equals(current);
  }
}
