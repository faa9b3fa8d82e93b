package io.paidan.index.sink;

import io.paidan.document.Document;
import io.paidan.document.IndexNames;
import java.io.Serializable;

/** Under which name each document is written to Elasticsearch. */
public interface Targets extends Serializable {
  /** An alias, or the name of an index. */
  String of(Document document);

  /**
   * Whether it is an error when the name is no alias, so that no index is made by a write. (Not
   * heard by Elasticsearch on deletions.)
   */
  boolean mustBeAlias(Document document);

  /** The aliases of the contract, section 3: what everybody reads. */
  Targets ALIASES = Live.INSTANCE;

  /** See {@link #ALIASES}. */
  enum Live implements Targets {
    INSTANCE;

    @Override
    public String of(Document document) {
      return IndexNames.target(document);
    }

    @Override
    public boolean mustBeAlias(Document document) {
      return !document.isDeletion() && !document.alias().byMonth();
    }
  }
}
