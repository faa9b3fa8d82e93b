package io.paidan.it.wall;

import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.it.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes pictures of the wall, to be looked at by people: on both big screens and on a phone, by day
 * and by night, in both languages, as it is and with 0, 5 and 5,000 tickets overdue, with a ticket
 * open, and without its source.
 *
 * <pre>
 *   mvn -pl local -am test-compile
 *   mvn -pl local exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.paidan.it.wall.WallPictures
 * </pre>
 */
final class WallPictures {
  private static final Instant FROM = Instant.parse("2026-11-10T00:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-11-20T07:25:00Z");

  private record Screen(String name, int width, int height) {}

  private static final List<Screen> SCREENS =
      List.of(
          new Screen("1080p", 1920, 1080),
          new Screen("2160p", 3840, 2160),
          new Screen("phone", 390, 844));

  private final Path out;
  private final Chromium browser;
  private final WallScreen wall;
  private final BoardServer board;

  private WallPictures(Path out, Chromium browser, BoardServer board) {
    this.out = out;
    this.browser = browser;
    this.wall = new WallScreen(browser);
    this.board = board;
  }

  /** Arguments: the folder for the pictures; {@code target/wall/pictures} without any. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of("target", "wall");
    Path out = args.length > 0 ? Path.of(args[0]) : folder.resolve("pictures");
    Files.createDirectories(out);
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), AS_OF));
    Path files = folder.resolve("pictures-prefecture");
    try (WallIndex index = new WallIndex(folder.resolve("pictures-elasticsearch"));
        BoardServer board = BoardServer.start(BoardOptions.of(index.access()).withClock(clock));
        Chromium browser = Chromium.start(folder.resolve("pictures-chromium"))) {
      WallPictures pictures = new WallPictures(out, browser, board);
      index.fill(
          WallPrefecture.simulated(AS_OF.minus(Duration.ofHours(79)), AS_OF, 0.03, files)
              .documents());
      pictures.asItIs();
      WallPrefecture prefecture = WallPrefecture.simulated(FROM, AS_OF, 0.1, files);
      for (int overdue : List.of(5_000, 5, 0)) {
        prefecture.overdueExactly(overdue);
        index.fill(prefecture.documents());
        pictures.take(overdue);
      }
      index.stop();
      pictures.withoutItsSource();
    }
  }

  /** Some days of a prefecture, of which nothing was changed. */
  private void asItIs() throws Exception {
    browser.screen(1920, 1080);
    wall.open(board.url(), "?theme=day");
    save("1080p-day-zh-CN", false);
  }

  private void take(int overdue) throws Exception {
    for (Screen screen : SCREENS) {
      for (String theme : List.of("day", "night")) {
        for (String language : List.of("zh-CN", "en")) {
          String name = "%s-%s-%s-%d".formatted(screen.name, theme, language, overdue);
          browser.screen(screen.width, screen.height);
          wall.open(board.url(), "?theme=" + theme + "&lang=" + language);
          browser.until(
              "Number(document.querySelector('[data-f=overdue]').textContent.replace(',', '')) === arguments[0]",
              overdue);
          save(name, screen.width < 700);
          if (overdue > 0 && screen.height == 1080) {
            wall.click("#overdue-rows a");
            wall.untilThere(".event-list");
            save(name + "-ticket", false);
            wall.open(board.url(), "?theme=" + theme + "&lang=" + language + "#figure=overdue");
            wall.untilThere(".tickets");
            save(name + "-tickets", false);
          }
        }
      }
    }
  }

  private void withoutItsSource() throws Exception {
    browser.screen(1920, 1080);
    for (String theme : List.of("day", "night")) {
      browser.open(board.url().resolve("?theme=" + theme));
      wall.untilThere("#banner");
      save("1080p-" + theme + "-lost", false);
    }
  }

  private void save(String name, boolean wholePage) throws Exception {
    wall.untilDrawn();
    Path file = out.resolve(name + ".png");
    Files.write(file, browser.picture(wholePage));
    System.out.println(file);
  }
}
