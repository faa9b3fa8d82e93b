package io.paidan.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.kibana.dashboard.Dashboards;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.SavedObject;
import io.paidan.kibana.object.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Kibana pack of one language: data views, lists, dashboards, a tag. The two packs say the same
 * in other words and share no id, so that both can be in one Kibana.
 */
public final class KibanaPack {
  private KibanaPack() {}

  /** The objects, those that are mentioned before those that mention them. */
  public static List<SavedObject> objects(Language language) {
    List<SavedObject> objects = new ArrayList<>();
    objects.add(Tag.in(language));
    Arrays.stream(DataView.values()).map(view -> view.in(language)).forEach(objects::add);
    Dashboards.searches().stream().map(search -> search.in(language)).forEach(objects::add);
    Dashboards.all().stream().map(dashboard -> dashboard.in(language)).forEach(objects::add);
    return objects;
  }

  /** The file to import: one object a line, UTF-8; the same bytes every time. */
  public static byte[] ndjson(Language language) {
    StringBuilder lines = new StringBuilder();
    objects(language).forEach(object -> lines.append(Json.text(object.toJson())).append('\n'));
    return lines.toString().getBytes(UTF_8);
  }

  /** What that file is called. */
  public static String fileName(Language language) {
    return "paidan-" + language.tag() + ".ndjson";
  }
}
