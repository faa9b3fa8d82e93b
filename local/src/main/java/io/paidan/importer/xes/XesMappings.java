package io.paidan.importer.xes;

import io.paidan.importer.MappingFiles;
import java.io.IOException;
import java.util.List;

/** Mappings of XES logs, by name or by file. */
public final class XesMappings {
  /** Names of the mappings that ship with the project. */
  public static final List<String> SHIPPED = List.of("bpic2013", "helpdesk");

  private XesMappings() {}

  /**
   * Loads a mapping.
   *
   * @param nameOrFile one of {@link #SHIPPED}, or the path of a file
   * @throws IOException when there is none or it has problems, naming all of them
   */
  public static XesMapping load(String nameOrFile) throws IOException {
    XesMappingParser.Result result = XesMappingParser.parse(MappingFiles.read(nameOrFile, SHIPPED));
    MappingFiles.requireSound(nameOrFile, result.problems());
    return result.mapping();
  }
}
