package io.paidan.importer.xes;

import io.paidan.replay.DamagedGzipException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an event log (XES, IEEE 1849; gzipped or not) trace by trace, with one trace in memory.
 * Elements are known by their local names, in whatever namespace and version. Extensions, globals,
 * classifiers and the log's own attributes are passed over, and so are attributes nested in others.
 *
 * <p>Nothing outside the file is ever read: a log with a DOCTYPE is refused. Not thread-safe.
 */
final class XesReader implements Closeable {
  private static final String LOG = "log";
  private static final String TRACE = "trace";
  private static final String EVENT = "event";

  private final Path file;
  private final Reader text;
  private final XMLStreamReader xml;
  private long line = 1;

  /**
   * Opens a log.
   *
   * @throws IOException when it cannot be read or is none, saying where and why
   */
  XesReader(Path file) throws IOException {
    this.file = file;
    text = XmlText.open(file);
    try {
      xml = factory().createXMLStreamReader(text);
      toTheLog();
    } catch (XMLStreamException e) {
      text.close();
      throw unreadable(e);
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  /**
   * The next trace.
   *
   * @return null at the end of the log
   * @throws IOException when the file cannot be read on, saying where and why
   */
  XesTrace next() throws IOException {
    try {
      while (xml.hasNext()) {
        int token = advance();
        if (token == XMLStreamConstants.START_ELEMENT) {
          if (xml.getLocalName().equals(TRACE)) {
            return trace();
          }
          if (xml.getLocalName().equals(EVENT)) {
            Attributes event = attributes(null);
            return new XesTrace(new Attributes(event.line(), Map.of(), Set.of()), List.of(event));
          }
          skip();
        }
      }
      return null;
    } catch (XMLStreamException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw unreadable(e);
    } finally {
      text.close();
    }
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever else is on the class path: these settings are known to hold for it.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }

  private void toTheLog() throws XMLStreamException, IOException {
    while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
      if (advance() == XMLStreamConstants.DTD) {
        throw new IOException(
            file
                + ": line "
                + line
                + " holds a DOCTYPE, which no event log needs and which is not read, for safety;"
                + " take it out; nothing was written");
      }
    }
    if (!xml.getLocalName().equals(LOG)) {
      throw new IOException(
          file
              + " is no XES event log: it begins with <"
              + xml.getLocalName()
              + ">, not with <log>");
    }
  }

  private int advance() throws XMLStreamException {
    int token = xml.next();
    line = xml.getLocation().getLineNumber();
    return token;
  }

  private XesTrace trace() throws XMLStreamException {
    List<Attributes> events = new ArrayList<>();
    return new XesTrace(attributes(events), events);
  }

  /**
   * The attributes of the element that the reader stands at, up to its end.
   *
   * @param events gets the events among its children; null: these are passed over
   */
  private Attributes attributes(List<Attributes> events) throws XMLStreamException {
    long begin = line;
    Map<String, String> values = new HashMap<>();
    Set<String> doubled = new HashSet<>();
    for (int token = advance(); token != XMLStreamConstants.END_ELEMENT; token = advance()) {
      if (token != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (events != null && xml.getLocalName().equals(EVENT)) {
        events.add(attributes(null));
        continue;
      }
      String key = xml.getAttributeValue(null, "key");
      String value = xml.getAttributeValue(null, "value");
      if (key != null && value != null) {
        String before = values.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
          doubled.add(key);
        }
      }
      skip();
    }
    return new Attributes(begin, values, doubled);
  }

  /** To the end of the element that the reader stands at the beginning of. */
  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int token = advance();
      if (token == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (token == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private IOException unreadable(XMLStreamException error) {
    Throwable nested = error.getNestedException();
    if (nested instanceof DamagedGzipException) {
      return new IOException(
          file
              + ": "
              + nested.getMessage()
              + " after line "
              + line
              + "; get the file again; nothing was written",
          error);
    }
    if (nested instanceof CharacterCodingException) {
      return new IOException(
          file
              + ": at or after line "
              + line
              + " there is what is not in the encoding that its first line names (UTF-8 if it names"
              + " none); put that right; nothing was written",
          error);
    }
    if (nested instanceof IOException) {
      return new IOException(
          file + " cannot be read on after line " + line + ": " + nested.getMessage(), error);
    }
    String message = String.valueOf(error.getMessage());
    int text = message.indexOf("Message: ");
    return new IOException(
        file
            + ": line "
            + (error.getLocation() == null ? line : error.getLocation().getLineNumber())
            + " is no XML ("
            + (text < 0 ? message : message.substring(text + "Message: ".length()))
            + "); mend it or get the file again; nothing was written",
        error);
  }
}
