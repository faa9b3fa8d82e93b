package io.paidan.kibana.lens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import io.paidan.kibana.object.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A measure that is calculated from others. Lens runs the columns under it, not its text: without
 * the whole chain (a column for each leaf, one for the mathematics, the formula) the panel stays
 * blank and nobody says why.
 */
public record Formula(String id, Text label, Term term, Format format) implements Column {
  private static final Map<String, String> SIGNS =
      Map.of("add", " + ", "subtract", " - ", "multiply", " * ", "divide", " / ");

  @Override
  public boolean isBucketed() {
    return false;
  }

  /** A share: a sum over a sum. */
  public static Formula share(String id, Text label, Term part, Term whole) {
    return new Formula(id, label, part.over(whole), Format.PERCENT);
  }

  /**
   * The lower bound of the Wilson 95 % interval of a share, by which to rank: a street with two
   * tickets, both in time, is not the best one.
   */
  public static Formula lowerBound(String id, Text label, Term part, Term whole) {
    Term z2 = Term.number("3.8416");
    Term p = part.over(whole);
    Term spread =
        Term.sqrt(
            p.times(Term.number("1").minus(p))
                .plus(z2.over(Term.number("4").times(whole)))
                .times(z2.over(whole)));
    Term centre = p.plus(z2.over(Term.number("2").times(whole)));
    return new Formula(
        id,
        label,
        centre.minus(spread).over(Term.number("1").plus(z2.over(whole))),
        Format.PERCENT);
  }

  @Override
  public void writeTo(ObjectNode columns, Language language) {
    new Writer(columns, label.in(language)).write();
  }

  /** Writes the text and the columns in one walk, since the columns hold places of the text. */
  private final class Writer {
    private final ObjectNode columns;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<String> leaves = new ArrayList<>();

    Writer(ObjectNode columns, String name) {
      this.columns = columns;
      this.name = name;
    }

    void write() {
      JsonNode tree = write(term);
      String last = leaves.get(leaves.size() - 1);
      if (tree.isObject()) {
        last = id + "X" + leaves.size();
        ObjectNode math = part("math");
        math.set("params", Json.object().set("tinymathAst", tree));
        math.set("references", Json.array(leaves.toArray(String[]::new)));
        columns.set(last, math);
      }
      ObjectNode formula = Column.begin(name, "number", "formula", false, "ratio");
      ObjectNode params =
          Json.object().put("formula", text.toString()).put("isFormulaBroken", false);
      params.set("format", format.toJson());
      formula.set("params", params);
      formula.set("references", Json.array(last));
      columns.set(id, formula);
    }

    private ObjectNode part(String operation) {
      return Column.begin("Part of " + name, "number", operation, false, "ratio");
    }

    private JsonNode write(Term of) {
      if (of instanceof Term.Constant number) {
        text.append(number.text());
        return DecimalNode.valueOf(new BigDecimal(number.text()));
      }
      if (of instanceof Term.Leaf leaf) {
        return write(leaf);
      }
      return write((Term.Calculation) of);
    }

    private JsonNode write(Term.Leaf leaf) {
      ObjectNode column = part(leaf.operation());
      text.append(leaf.operation()).append('(');
      if (leaf.operation().equals("now")) {
        column.set("references", Json.array());
      } else {
        column.put("sourceField", leaf.field() == null ? "___records___" : leaf.field());
        column.set("params", Json.object().put("emptyAsNull", false));
      }
      if (leaf.field() != null) {
        text.append(leaf.field());
      }
      if (leaf.kql() != null) {
        column.set("filter", Json.query(leaf.kql()));
        text.append(leaf.field() == null ? "" : ", ").append("kql='");
        text.append(leaf.kql().replace("'", "\\'")).append('\'');
      }
      text.append(')');
      String leafId = id + "X" + leaves.size();
      leaves.add(leafId);
      columns.set(leafId, column);
      return TextNode.valueOf(leafId);
    }

    private JsonNode write(Term.Calculation math) {
      int start = text.length();
      ArrayNode arguments = Json.array();
      String sign = SIGNS.get(math.function());
      if (sign == null) {
        text.append(math.function()).append('(');
      }
      for (int i = 0; i < math.arguments().size(); i++) {
        text.append(i == 0 ? "" : sign == null ? ", " : sign);
        Term argument = math.arguments().get(i);
        boolean grouped = sign != null && isSigned(argument);
        text.append(grouped ? "(" : "");
        arguments.add(write(argument));
        text.append(grouped ? ")" : "");
      }
      if (sign == null) {
        text.append(')');
      }
      ObjectNode node = Json.object().put("type", "function").put("name", math.function());
      node.set("args", arguments);
      node.set("location", Json.object().put("min", start).put("max", text.length()));
      node.put("text", text.substring(start));
      return node;
    }

    private boolean isSigned(Term of) {
      return of instanceof Term.Calculation math && SIGNS.containsKey(math.function());
    }
  }
}
