package io.paidan.it.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.it.browser.Chromium;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The wall as somebody before the screen has it: what can be read on it and done with it. */
final class WallScreen {
  private final Chromium browser;

  WallScreen(Chromium browser) {
    this.browser = browser;
  }

  /** Opens the page and waits until it shows figures. */
  WallScreen open(URI board, String queryAndHash) throws Exception {
    browser.open(board.resolve("/" + queryAndHash));
    return untilLive();
  }

  WallScreen untilLive() throws Exception {
    browser.until(
        "document.getElementById('status').dataset.mode === 'live' && !document.body.matches('.changing, .stale')");
    return this;
  }

  /** Waits until each picture lies over the rows that it belongs to, and is drawn in that size. */
  WallScreen untilDrawn() throws Exception {
    browser.until(
        """
        [...document.querySelectorAll('.picture')].every((picture) => {
          const rows = picture.parentElement.querySelector('tbody') ?? picture;
          const [a, b, c] = [rows, picture, picture.querySelector('canvas')].map((e) => e?.getBoundingClientRect());
          return c && [a, c].every((r) => Math.abs(r.top - b.top) < 1.5 && Math.abs(r.height - b.height) < 1.5);
        })
        """);
    return this;
  }

  /** What is written at the first place that a selector finds. */
  String text(String css) {
    return browser.ask("document.querySelector(arguments[0])?.textContent", css).asText();
  }

  /** What is written at all places that a selector finds. */
  List<String> texts(String css) {
    List<String> texts = new ArrayList<>();
    JsonNode found =
        browser.ask("[...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", css);
    found.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** A whole number as it is written with separators. */
  long number(String css) {
    return Long.parseLong(text(css).replace(",", "").strip());
  }

  boolean isThere(String css) {
    return browser
        .ask("document.querySelector(arguments[0])?.checkVisibility() === true", css)
        .asBoolean();
  }

  void untilThere(String css) throws Exception {
    browser.until("document.querySelector(arguments[0])?.checkVisibility() === true", css);
  }

  void untilGone(String css) throws Exception {
    browser.until("document.querySelector(arguments[0])?.checkVisibility() !== true", css);
  }

  void untilText(String css, String text) throws Exception {
    browser.until("document.querySelector(arguments[0])?.textContent === arguments[1]", css, text);
  }

  void click(String css) {
    browser.driver().findElement(By.cssSelector(css)).click();
  }

  /** Chooses in a list by the value. */
  void choose(String css, String value) {
    browser.driver().findElement(By.cssSelector(css + " option[value='" + value + "']")).click();
  }

  void press(CharSequence... keys) {
    new Actions(browser.driver()).sendKeys(keys).perform();
  }

  /** Presses Tab until the focus is on what a selector finds; at most so many times. */
  void tabTo(String css, int most) {
    for (int i = 0; i < most; i++) {
      if (hasFocus(css)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError(
        "Tab does not lead to " + css + " in " + most + " steps, but to " + focus());
  }

  boolean hasFocus(String css) {
    return browser.ask("document.activeElement?.matches(arguments[0])", css).asBoolean();
  }

  void untilFocus(String css) throws Exception {
    browser.until("document.activeElement?.matches(arguments[0])", css);
  }

  private String focus() {
    return browser.ask("document.activeElement?.outerHTML.slice(0, 200)").asText();
  }
}
