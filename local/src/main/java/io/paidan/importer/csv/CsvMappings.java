package io.paidan.importer.csv;

import io.paidan.importer.MappingFiles;
import java.io.IOException;
import java.util.List;

/** Mappings of CSV files, by name or by file. */
public final class CsvMappings {
  /** Names of the mappings that ship with the project. */
  public static final List<String> SHIPPED = List.of("nyc311");

  private CsvMappings() {}

  /**
   * Loads a mapping.
   *
   * @param nameOrFile one of {@link #SHIPPED}, or the path of a file
   * @throws IOException when there is none or it has problems, naming all of them
   */
  public static CsvMapping load(String nameOrFile) throws IOException {
    CsvMappingParser.Result result = CsvMappingParser.parse(MappingFiles.read(nameOrFile, SHIPPED));
    MappingFiles.requireSound(nameOrFile, result.problems());
    return result.mapping();
  }
}
