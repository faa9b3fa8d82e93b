package io.paidan.it.wall;

import io.paidan.it.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What axe finds wrong with a page by WCAG 2.2, levels A and AA. */
final class Accessibility {
  private static final String AXE = script();
  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe
        .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations, passes }) => {
          const told = violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`));
          done(passes.length > 10 ? told.join('\\n\\n') : 'axe looked at nothing');
        }, (e) => done(`axe failed: ${e.message}`));
      """;

  private Accessibility() {}

  /** In words, one finding after another; empty when there are none. */
  static String findings(Chromium browser) {
    browser.driver().executeScript(AXE);
    return (String) browser.driver().executeAsyncScript(RUN);
  }

  private static String script() {
    try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
