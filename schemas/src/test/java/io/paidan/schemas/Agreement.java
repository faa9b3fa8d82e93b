package io.paidan.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import io.paidan.json.Problem;
import java.util.List;
import java.util.function.Function;

/**
 * That a schema and a parser say the same of the form of all {@link Mutations} of a good document.
 *
 * @param refused how many both refuse
 * @param accepted how many the schema lets pass
 */
public record Agreement(int refused, int accepted) {
  /**
   * Asks both about each.
   *
   * @param beyond how the messages begin that tell of what no schema can see
   */
  public static Agreement of(
      JsonSchema schema, String good, List<String> beyond, Function<String, List<Problem>> parser)
      throws Exception {
    int refused = 0;
    int accepted = 0;
    for (String json : Mutations.of(good)) {
      List<Problem> problems = parser.apply(json);
      if (Schemas.accepts(schema, json)) {
        accepted++;
        assertThat(problems)
            .as(json)
            .allSatisfy(
                problem ->
                    assertThat(beyond)
                        .anySatisfy(b -> assertThat(problem.message()).startsWith(b)));
      } else {
        refused++;
        assertThat(problems).as(json).isNotEmpty();
      }
    }
    return new Agreement(refused, accepted);
  }
}
