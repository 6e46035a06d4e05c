package ngo.zoo.persistence.ledger;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import ngo.zoo.ledger.SubmitExperience.Example;

/** Examples as the JSON array of their column. */
public final class ExamplesJson {
  private ExamplesJson() {}

  public static String write(List<Example> examples) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (Example example : examples) {
      array.add(
          Json.createObjectBuilder().add("input", example.input()).add("output", example.output()));
    }
    return array.build().toString();
  }

  public static List<Example> read(String json) {
    if (json.equals("[]")) {
      return List.of();
    }
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonArray array = reader.readArray();
      return array.getValuesAs(
          value -> {
            var object = value.asJsonObject();
            return new Example(object.getString("input"), object.getString("output"));
          });
    }
  }
}
