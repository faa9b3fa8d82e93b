package io.paidan.flink.types;

import io.paidan.document.Document;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The Flink type of a {@link Document}. Not a key: key by what it is a document of. */
public final class DocumentType extends TypeInformation<Document> {
  public static final DocumentType INSTANCE = new DocumentType();

  private static final long serialVersionUID = 1L;

  private DocumentType() {}

  @Override
  public TypeSerializer<Document> createSerializer(SerializerConfig config) {
    return DocumentSerializer.INSTANCE;
  }

  @Override
  public Class<Document> getTypeClass() {
    return Document.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof DocumentType;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DocumentType;
  }

  @Override
  public int hashCode() {
    return DocumentType.class.hashCode();
  }

  @Override
  public String toString() {
    return "Document";
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
