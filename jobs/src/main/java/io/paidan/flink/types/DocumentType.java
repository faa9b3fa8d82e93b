package io.paidan.flink.types;

import io.paidan.document.Document;

/** The Flink type of a {@link Document}. Not a key: key by what it is a document of. */
public final class DocumentType extends RecordType<Document> {
  public static final DocumentType INSTANCE = new DocumentType();

  private static final long serialVersionUID = 1L;

  private DocumentType() {
    super(Document.class, DocumentSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
