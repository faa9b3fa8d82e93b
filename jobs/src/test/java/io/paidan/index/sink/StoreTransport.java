package io.paidan.index.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers every request at once from a store. */
final class StoreTransport implements BulkTransport {
  private final VersionedStore store;

  StoreTransport(VersionedStore store) {
    this.store = store;
  }

  @Override
  public void send(byte[] body, int length, Consumer<BulkAnswer> answer) {
    List<String> items = new ArrayList<>();
    for (VersionedStore.Action action : VersionedStore.actions(body, length)) {
      items.add(store.apply(action));
    }
    answer.accept(StandIn.parse("{\"errors\":true,\"items\":[" + String.join(",", items) + "]}"));
  }

  @Override
  public String where() {
    return "a store";
  }

  @Override
  public void close() {}
}
