package io.paidan.schemas;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.paidan.json.Resources;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas that the project ships. */
public final class Schemas {
  private Schemas() {}

  /** The schema of that name. */
  public static JsonSchema load(String name) {
    byte[] schema = Resources.read(Schemas.class, name + ".schema.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(new String(schema, StandardCharsets.UTF_8), InputFormat.JSON);
  }

  /** Whether the schema lets the document pass. */
  public static boolean accepts(JsonSchema schema, String json) {
    return schema.validate(json, InputFormat.JSON).isEmpty();
  }
}
