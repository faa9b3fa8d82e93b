package io.paidan.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of an event's data in a mapping, to be filled in from a row. */
sealed interface Template {
  /**
   * Fills it in.
   *
   * @param problems gets one more for each value that cannot be mapped
   * @return a map, a list, a string, a number or a boolean; null: absent
   */
  Object fill(Row row, List<String> problems);

  /** Whether any of it comes from the row. */
  boolean hasColumns();

  /** The same for every row. */
  record Constant(Object value) implements Template {
    @Override
    public Object fill(Row row, List<String> problems) {
      return value;
    }

    @Override
    public boolean hasColumns() {
      return false;
    }
  }

  /** An object; absent when it takes values from columns and all of these are empty. */
  record Members(Map<String, Template> members) implements Template {
    @Override
    public Object fill(Row row, List<String> problems) {
      Map<String, Object> filled = new LinkedHashMap<>();
      boolean fromColumns = false;
      for (Map.Entry<String, Template> member : members.entrySet()) {
        Object value = member.getValue().fill(row, problems);
        if (value != null) {
          filled.put(member.getKey(), value);
          fromColumns |= member.getValue().hasColumns();
        }
      }
      return hasColumns() && !fromColumns ? null : filled;
    }

    @Override
    public boolean hasColumns() {
      return members.values().stream().anyMatch(Template::hasColumns);
    }
  }

  /** A list; items that are absent are left out. */
  record Items(List<Template> items) implements Template {
    @Override
    public Object fill(Row row, List<String> problems) {
      List<Object> filled = new ArrayList<>();
      for (Template item : items) {
        Object value = item.fill(row, problems);
        if (value != null) {
          filled.add(value);
        }
      }
      return hasColumns() && filled.isEmpty() ? null : filled;
    }

    @Override
    public boolean hasColumns() {
      return items.stream().anyMatch(Template::hasColumns);
    }
  }

  /** A value from the row. */
  record FromRow(ColumnValue value) implements Template {
    @Override
    public Object fill(Row row, List<String> problems) {
      try {
        return value.read(row);
      } catch (UnmappableException e) {
        problems.add(e.getMessage());
        return null;
      }
    }

    @Override
    public boolean hasColumns() {
      return true;
    }
  }
}
