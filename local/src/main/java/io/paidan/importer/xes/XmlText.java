package io.paidan.importer.xes;

import io.paidan.replay.DamagedGzipException;
import io.paidan.replay.DataFiles;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML file, decoded strictly: bytes that its encoding does not have are an
 * error, a {@link java.nio.charset.CharacterCodingException}. (The parser's own decoder prints to
 * standard error besides.) The encoding is that of the byte order mark, else the one that the XML
 * declaration names, else UTF-8.
 */
final class XmlText {
  private static final int HEAD_BYTES = 512;
  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']*)[\"']");

  private XmlText() {}

  /**
   * Opens a file, gzipped or not.
   *
   * @throws IOException when it cannot be read, or its encoding is unknown here
   */
  static Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(DataFiles.read(file), 1 << 16);
    try {
      in.mark(HEAD_BYTES);
      byte[] head = in.readNBytes(HEAD_BYTES);
      in.reset();
      Reader text =
          new BufferedReader(
              new InputStreamReader(
                  in,
                  encoding(file, head)
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)));
      if (startsWith(head, 0xef, 0xbb, 0xbf)) {
        text.skip(1);
      }
      return text;
    } catch (DamagedGzipException e) {
      in.close();
      throw new IOException(
          file + ": " + e.getMessage() + " after line 1; get the file again; nothing was written",
          e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static Charset encoding(Path file, byte[] head) throws IOException {
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(head, 0xfe, 0xff) || startsWith(head, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16;
    }
    if (startsWith(head, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(head, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
    if (!declared.lookingAt()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file
              + ": line 1 names the encoding '"
              + declared.group(1)
              + "', which is unknown here: convert the file to UTF-8; nothing was written",
          e);
    }
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
