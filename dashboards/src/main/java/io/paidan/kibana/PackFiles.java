package io.paidan.kibana;

import io.paidan.kibana.object.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files under {@code dashboards/kibana}, which are made and never edited. */
public final class PackFiles {
  private PackFiles() {}

  /** What each file holds, by name. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      files.put(KibanaPack.fileName(language), KibanaPack.ndjson(language));
      files.put(OverdueRule.fileName(language), OverdueRule.file(language));
    }
    return files;
  }

  /** Writes them into a folder. */
  public static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
