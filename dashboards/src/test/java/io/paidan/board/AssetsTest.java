package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.board.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page may not do, and that nothing of it is missing. */
class AssetsTest {
  private static final Assets ASSETS = Assets.load();

  private static Set<String> files() throws Exception {
    Path folder = Path.of(Assets.class.getResource("index.html").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String text(String name) {
    String path = name.equals("index.html") ? "/" : "/" + name;
    Assets.Asset asset = ASSETS.at(path);
    assertThat(asset).as(path).isNotNull();
    return new String(asset.bytes(), StandardCharsets.UTF_8);
  }

  private static Stream<MatchResult> matches(String regex, String text) {
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).results();
  }

  private static Set<String> references(String name) {
    String regex =
        name.endsWith(".js") ? "(?:from|import) '\\./([^']+)'" : "(?:src|href)=\"([^\"#][^\"]*)\"";
    return matches(regex, text(name)).map(m -> m.group(1)).collect(Collectors.toSet());
  }

  /** The words of one language: key to the text, where it is plain text. */
  private static Map<String, String> words(String language) {
    String body =
        matches("const " + language + " = \\{\n(.*?)\n\\};", text(language + ".js"))
            .findFirst()
            .orElseThrow()
            .group(1);
    Map<String, String> words = new TreeMap<>();
    matches("(?:^|\n)  '?([\\w.]+)'?:\\s*(?:'([^'\n]*)',|[^\n]*)", body)
        .forEach(m -> words.put(m.group(1), m.group(2)));
    return words;
  }

  @Test
  void servesEveryFileAndEveryReferenceLeadsToOne() throws Exception {
    for (String name : files()) {
      Set<String> served = files();
      served.add("echarts.js");
      assertThat(references(name)).as("references in " + name).isSubsetOf(served);
    }
    assertThat(references("index.html")).contains("board.css", "main.js", "favicon.svg");
    assertThat(ASSETS.at("/../BoardServer.class")).isNull();
  }

  @Test
  void nothingLeavesTheMachine() throws Exception {
    for (String name : files()) {
      String text = text(name).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
      assertThat(text).as(name).doesNotContain("http:", "https:", "@import", "url(", "=\"//");
    }
  }

  @Test
  void nothingInlineThatThePolicyForbids() {
    String html = text("index.html");

    assertThat(matches("<script(?![^>]* src=)", html)).isEmpty();
    assertThat(matches("<style|\\sstyle=|\\son\\w+=|javascript:", html)).isEmpty();
  }

  @Test
  void dataIsNeverReadAsMarkup() throws Exception {
    for (String name : files()) {
      assertThat(text(name))
          .as(name)
          .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
          .doesNotContain("eval(", "new Function", "srcdoc", "DOMParser");
    }
  }

  @Test
  void theChartsAreTheBuildThatNeedsNoEval() {
    String charts = new String(ASSETS.at("/echarts.js").bytes(), StandardCharsets.UTF_8);

    assertThat(charts).contains("Apache Software Foundation").hasSizeGreaterThan(500_000);
    assertThat(charts).doesNotContain("new Function", "eval(", "sourceMappingURL");
  }

  @Test
  void bothLanguagesHaveAllWords() {
    assertThat(words("zh")).hasSizeGreaterThan(250);
    assertThat(words("en").keySet()).isEqualTo(words("zh").keySet());
    assertThat(words("zh").keySet())
        .contains("clock.DISPATCH", "clock.ACCEPT", "clock.ARRIVE")
        .contains("clock.RESOLVE", "clock.FEEDBACK", "clock.TOTAL");
    for (SourceException.Reason reason : SourceException.Reason.values()) {
      assertThat(words("zh")).containsKey("reason." + reason);
    }
  }

  @Test
  void thePageBeginsInChineseWithTheSameWords() {
    Map<String, String> zh = words("zh");
    Map<String, String> page = new TreeMap<>();
    matches("data-t=\"([^\"]+)\">([^<]*)<", text("index.html"))
        .forEach(m -> page.put(m.group(1), m.group(2)));
    matches("aria-label=\"([^\"]*)\"[^>]* data-t-label=\"([^\"]+)\"", text("index.html"))
        .forEach(m -> page.put(m.group(2), m.group(1)));

    assertThat(page).hasSizeGreaterThan(20);
    page.forEach(
        (key, text) -> {
          assertThat(zh).containsKey(key);
          if (zh.get(key) != null) {
            assertThat(text).as(key).isEqualTo(zh.get(key));
          }
        });
    assertThat(text("index.html")).contains("<html lang=\"zh-CN\">");
  }

  @Test
  void weighsLittle() throws Exception {
    long bytes = ASSETS.at("/echarts.js").bytes().length;
    for (String name : files()) {
      bytes += text(name).getBytes(StandardCharsets.UTF_8).length;
    }
    assertThat(bytes).isLessThan(1_500_000);
  }
}
