package io.paidan.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of an event's data in a mapping, to be filled in from a record of the source. */
public sealed interface Template {
  /**
   * Fills it in.
   *
   * @param problems gets one more for each value that cannot be mapped
   * @return a map, a list, a string, a number or a boolean; null: absent
   */
  Object fill(SourceRow row, List<String> problems);

  /** Whether any of it comes from the record. */
  boolean hasFields();

  /** The same for every record. */
  record Constant(Object value) implements Template {
    @Override
    public Object fill(SourceRow row, List<String> problems) {
      return value;
    }

    @Override
    public boolean hasFields() {
      return false;
    }
  }

  /** An object; absent when it takes values from fields and all of these are empty. */
  record Members(Map<String, Template> members) implements Template {
    @Override
    public Map<String, Object> fill(SourceRow row, List<String> problems) {
      Map<String, Object> filled = fillData(row, problems);
      boolean fromFields = filled.keySet().stream().anyMatch(name -> members.get(name).hasFields());
      return hasFields() && !fromFields ? null : filled;
    }

    /** The same for the whole of an event's data, which is there even when its values are empty. */
    public Map<String, Object> fillData(SourceRow row, List<String> problems) {
      Map<String, Object> filled = new LinkedHashMap<>();
      for (Map.Entry<String, Template> member : members.entrySet()) {
        Object value = member.getValue().fill(row, problems);
        if (value != null) {
          filled.put(member.getKey(), value);
        }
      }
      return filled;
    }

    @Override
    public boolean hasFields() {
      return members.values().stream().anyMatch(Template::hasFields);
    }
  }

  /** A list; items that are absent are left out. */
  record Items(List<Template> items) implements Template {
    @Override
    public Object fill(SourceRow row, List<String> problems) {
      List<Object> filled = new ArrayList<>();
      for (Template item : items) {
        Object value = item.fill(row, problems);
        if (value != null) {
          filled.add(value);
        }
      }
      return hasFields() && filled.isEmpty() ? null : filled;
    }

    @Override
    public boolean hasFields() {
      return items.stream().anyMatch(Template::hasFields);
    }
  }

  /** A value from the record. */
  record FromRecord(FieldValue value) implements Template {
    @Override
    public Object fill(SourceRow row, List<String> problems) {
      try {
        return value.read(row);
      } catch (UnmappableException e) {
        problems.add(e.getMessage());
        return null;
      }
    }

    @Override
    public boolean hasFields() {
      return true;
    }
  }
}
