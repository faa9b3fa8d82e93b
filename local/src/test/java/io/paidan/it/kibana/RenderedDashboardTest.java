package io.paidan.it.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paidan.it.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads a live Kibana reads a page that is marked as Kibana marks it. */
class RenderedDashboardTest {
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><body>
      <div id="panel-number"><div data-render-complete="false">派单<b></b></div></div>
      <div id="panel-chart"><div data-render-complete="true"><canvas></canvas>图</div></div>
      <div id="panel-broken"><div data-test-subj="embeddableError">no</div></div>
      <script>
        setTimeout(() => {
          document.querySelector('#panel-number b').textContent = '1,234';
          document.querySelector('#panel-number div').dataset.renderComplete = 'true';
        }, 300);
      </script>
      """;

  @TempDir Path temp;

  @Test
  void waitsUntilAllIsDrawnAndReadsIt() throws Exception {
    assumeTrue(Chromium.isHere(), Chromium.HOW_TO_GET_ONE);
    Path page = Files.writeString(temp.resolve("page.html"), PAGE);
    try (Chromium browser = Chromium.start(temp)) {
      browser.open(page.toUri());
      RenderedDashboard rendered = RenderedDashboard.read(browser, 3);
      assertThat(rendered.text("number")).contains("派单", "1,234");
      assertThat(rendered.isDrawn("number")).isFalse();
      assertThat(rendered.isDrawn("chart")).isTrue();
      assertThat(rendered.isFailed("chart")).isFalse();
      assertThat(rendered.isFailed("broken")).isTrue();
      assertThat(rendered.text("nowhere")).isNull();
    }
  }
}
