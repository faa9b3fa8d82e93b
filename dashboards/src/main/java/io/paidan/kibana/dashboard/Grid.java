package io.paidan.kibana.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.panel.Panel;
import java.util.ArrayList;
import java.util.List;

/** Panels in rows that fill the width of a dashboard. */
final class Grid {
  static final int COLUMNS = 48;

  /** A panel and its place, in columns and rows of the grid. */
  record Placed(Panel panel, int x, int y, int width, int height) {
    ObjectNode toJson() {
      return Json.object()
          .put("x", x)
          .put("y", y)
          .put("w", width)
          .put("h", height)
          .put("i", panel.id());
    }
  }

  private final List<Placed> placed = new ArrayList<>();
  private int bottom;

  /** One more row, of panels of the same width. */
  Grid row(int height, Panel... panels) {
    int[] widths = new int[panels.length];
    for (int i = 0; i < panels.length; i++) {
      widths[i] = COLUMNS * (i + 1) / panels.length - COLUMNS * i / panels.length;
    }
    return row(height, widths, panels);
  }

  /** One more row, of panels of these widths. */
  Grid row(int height, int[] widths, Panel... panels) {
    int x = 0;
    for (int i = 0; i < panels.length; i++) {
      placed.add(new Placed(panels[i], x, bottom, widths[i], height));
      x += widths[i];
    }
    bottom += height;
    return this;
  }

  List<Placed> placed() {
    return placed;
  }
}
