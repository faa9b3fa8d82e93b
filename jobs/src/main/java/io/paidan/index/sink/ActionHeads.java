package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.util.HashMap;
import java.util.Map;

/**
 * How the action line of a document begins, up to its {@code _id}: the same for all of an alias,
 * month and kind of action, so it is made once.
 */
final class ActionHeads {
  private record Kind(Alias alias, String month, boolean deletion) {}

  private final Targets targets;
  private final Map<Kind, byte[]> heads = new HashMap<>();

  ActionHeads(Targets targets) {
    this.targets = targets;
  }

  byte[] of(Document d) {
    Kind kind = new Kind(d.alias(), d.month(), d.isDeletion());
    byte[] head = heads.get(kind);
    if (head == null) {
      head =
          ("{\"%s\":{\"_index\":\"%s\",%s\"_id\":\""
                  .formatted(
                      d.isDeletion() ? "delete" : "index",
                      targets.of(d),
                      targets.mustBeAlias(d) ? "\"require_alias\":true," : ""))
              .getBytes(UTF_8);
      heads.put(kind, head);
    }
    return head;
  }
}
