package io.paidan.it.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.it.browser.Chromium;
import io.paidan.local.testing.Await;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be read on a dashboard in a browser. */
final class RenderedDashboard {
  /** Kibana's own marks: what is drawn, and what says that it could not be. */
  private static final String READ =
      """
      (() => {
      const panels = {};
      for (const panel of document.querySelectorAll('[data-test-subj="dashboardPanel"], .dshLayout--viewing .embPanel, [id^="panel-"]')) {
        const id = panel.id.replace(/^panel-/, '');
        if (!id) { continue; }
        const pending = [...panel.querySelectorAll('[data-render-complete]')]
            .some(one => one.getAttribute('data-render-complete') !== 'true')
            || panel.querySelector('[data-loading], .euiLoadingChart, .euiLoadingSpinner') !== null;
        const failed = panel.querySelector('[data-test-subj*="rror"], .embPanel__error') !== null;
        panels[id] = {text: panel.innerText, pending: pending, failed: failed,
                      drawn: panel.querySelector('canvas, svg.marks, table, [role="grid"]') !== null};
      }
      return panels;
      })()
      """;

  private final Map<String, JsonNode> panels = new LinkedHashMap<>();

  private RenderedDashboard(JsonNode read) {
    read.properties().forEach(panel -> panels.put(panel.getKey(), panel.getValue()));
  }

  /** Waits until as many panels are drawn as there are, then reads them. */
  static RenderedDashboard read(Chromium browser, int count) throws Exception {
    return Await.value(
        () -> {
          RenderedDashboard seen = new RenderedDashboard(browser.ask(READ));
          boolean settled =
              seen.panels.size() >= count
                  && seen.panels.values().stream().noneMatch(p -> p.path("pending").asBoolean());
          return settled ? seen : null;
        },
        () -> "the dashboard does not come to rest");
  }

  String text(String panel) {
    return panels.containsKey(panel) ? panels.get(panel).path("text").asText() : null;
  }

  boolean isFailed(String panel) {
    return panels.get(panel).path("failed").asBoolean();
  }

  /** Whether there is a chart or table in it. */
  boolean isDrawn(String panel) {
    return panels.get(panel).path("drawn").asBoolean();
  }
}
