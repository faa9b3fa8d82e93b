package io.paidan.it.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.local.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a screen: the machine's own Chromium and its driver, which Debian builds
 * from one source, so that they fit. Nothing is downloaded for it.
 */
public final class Chromium implements AutoCloseable {
  public static final String HOW_TO_GET_ONE =
      "no Chromium here, so no page was looked at: apt-get install chromium chromium-driver"
          + " fonts-noto-cjk";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

  /** It warns of each Chromium newer than itself that it lacks classes which are not used here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;
  private final List<JsonNode> network = new ArrayList<>();

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
  }

  /** Whether this machine has what {@link #start} needs. */
  public static boolean isHere() {
    return found(BROWSERS).isPresent() && found(DRIVERS).isPresent();
  }

  private static Optional<Path> found(List<String> places) {
    return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /**
   * Starts a browser that knows nothing yet.
   *
   * @param folder for what it keeps; a new one is made in it
   * @param more further arguments of its command line
   */
  public static Chromium start(Path folder, String... more) throws IOException {
    Files.createDirectories(folder);
    Path profile = Files.createTempDirectory(folder.toAbsolutePath(), "profile-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(found(BROWSERS).orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        // The sandbox wants rights that root in a container has not; the page is our own.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
        "--lang=zh-CN",
        "--user-data-dir=" + profile);
    options.addArguments(more);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(found(DRIVERS).orElseThrow().toFile())
            .usingAnyFreePort()
            .withLogFile(folder.resolve("chromedriver.log").toFile())
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  /** Opens an address, from nothing: what was kept of an earlier page stays. */
  public void open(URI address) {
    driver.get("about:blank");
    driver.get(address.toString());
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** The screen, in CSS pixels. */
  public void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
  }

  /** What the machine's owner prefers: {@code light} or {@code dark}. */
  public void prefers(String colorScheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  /** A picture of the screen, or of the whole page, as PNG. */
  public byte[] picture(boolean wholePage) {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", wholePage));
    return Base64.getDecoder().decode((String) shot.get("data"));
  }

  /** What a script in the page returns, read as JSON. */
  public JsonNode ask(String expression, Object... arguments) {
    Object value =
        ((JavascriptExecutor) driver)
            .executeScript("return JSON.stringify((" + expression + ") ?? null)", arguments);
    try {
      return JSON.readTree((String) value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the page gave no JSON for " + expression, e);
    }
  }

  /** What a script hands to its last argument, a function, as text. */
  public String askLater(String script) {
    return String.valueOf(((JavascriptExecutor) driver).executeAsyncScript(script));
  }

  /** Waits until an expression of the page is true. */
  public void until(String expression, Object... arguments) throws Exception {
    Await.until(
        () -> ask(expression, arguments).asBoolean(),
        () -> "Never true on the page: " + expression + " " + List.of(arguments));
  }

  /** What the browser complained of since it was last asked: errors, and what a policy forbade. */
  public List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::toString)
        .toList();
  }

  /**
   * Parameters of the network's events of a kind, like {@code requestWillBeSent}, since the start.
   */
  public Stream<JsonNode> network(String kind) {
    for (LogEntry entry : driver.manage().logs().get("performance")) {
      try {
        network.add(JSON.readTree(entry.getMessage()).path("message"));
      } catch (JsonProcessingException e) {
        throw new AssertionError("the driver's log is no JSON: " + entry, e);
      }
    }
    return network.stream()
        .filter(message -> message.path("method").asText().equals("Network." + kind))
        .map(message -> message.path("params"));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
