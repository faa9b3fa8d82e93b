package io.paidan.kibana.object;

import java.util.List;

/** The tag by which the dashboards of a language are found. */
public final class Tag {
  private static final String NAME = "tag";
  private static final Text TITLE = new Text("派单 Paidan", "Paidan");
  private static final Text DESCRIPTION =
      new Text("派单系统的仪表板", "Dashboards of government service tickets");

  private Tag() {}

  public static SavedObject in(Language language) {
    return new SavedObject(
        SavedObject.Type.TAG,
        language.id(NAME),
        Json.object()
            .put("name", TITLE.in(language))
            .put("description", DESCRIPTION.in(language))
            .put("color", "#0B64DD"),
        List.of());
  }

  /** A dashboard's mention of it. Only dashboards: on others it is taken for a data view. */
  public static Reference reference(Language language) {
    String id = language.id(NAME);
    return new Reference("tag-ref-" + id, SavedObject.Type.TAG.kibanaName(), id);
  }
}
