package ngo.zoo.integration.search;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.VectorQuery;

/** What is sent to OpenSearch and how its answers read. */
final class SearchDocuments {
  private SearchDocuments() {}

  /** Vectors of one embedder; {@code held} stands on a library's own document. */
  static JsonObject index(String embedderId, int dimension) {
    JsonObject method =
        object()
            .add("name", "hnsw")
            .add("engine", "lucene")
            .add("space_type", "cosinesimil")
            .add("parameters", object().add("m", 16).add("ef_construction", 100))
            .build();
    JsonObjectBuilder fields =
        object()
            .add(
                "vector",
                object()
                    .add("type", "knn_vector")
                    .add("dimension", dimension)
                    .add("method", method))
            .add("quantised", object().add("type", "binary"))
            .add("domain", keyword())
            .add("author", keyword())
            .add("status", keyword())
            .add("leaf", keyword())
            .add("text", object().add("type", "text").add("index", false))
            .add("version", object().add("type", "integer"))
            .add("held", object().add("type", "integer"));
    return object()
        .add("settings", object().add("index", object().add("knn", true)))
        .add(
            "mappings",
            object()
                .add("dynamic", "strict")
                .add("_meta", object().add("embedder_id", embedderId))
                .add("properties", fields))
        .build();
  }

  /** The action and the document, each on its line. */
  static String lines(Entry entry, int version) {
    IndexedExperience experience = entry.experience();
    JsonArrayBuilder vector = Json.createArrayBuilder();
    for (byte component : entry.vector().bytes()) {
      vector.add(component);
    }
    JsonObject document =
        object()
            .add("vector", vector)
            .add("quantised", entry.vector().base64())
            .add("domain", experience.domain())
            .add("author", experience.authorId().toString())
            .add("status", experience.status().name())
            .add("leaf", HexFormat.of().formatHex(experience.leafData()))
            .add("text", experience.text())
            .add("version", version)
            .build();
    JsonObject action =
        object().add("index", object().add("_id", experience.id().toString())).build();
    return action + "\n" + document + "\n";
  }

  static JsonObject library(String domain, int held) {
    return object().add("domain", domain).add("held", held).build();
  }

  static JsonObject libraries(int most) {
    return object()
        .add("size", most)
        .add("query", object().add("exists", object().add("field", "held")))
        .build();
  }

  /** The domain's experiences that were not written for this version. */
  static JsonObject outdated(String domain, int version, int most) {
    JsonObject bool =
        object()
            .add(
                "filter",
                Json.createArrayBuilder()
                    .add(object().add("term", object().add("domain", domain)))
                    .add(object().add("exists", object().add("field", "version"))))
            .add(
                "must_not",
                Json.createArrayBuilder()
                    .add(object().add("term", object().add("version", version))))
            .build();
    return object()
        .add("size", most)
        .add("_source", false)
        .add("query", object().add("bool", bool))
        .build();
  }

  /** One line for each hit. */
  static String deletions(JsonObject answer) {
    return answer.getJsonObject("hits").getJsonArray("hits").getValuesAs(JsonObject.class).stream()
        .map(hit -> object().add("_id", hit.getString("_id")))
        .map(id -> object().add("delete", id).build() + "\n")
        .collect(Collectors.joining());
  }

  /** The filter is applied while the graph is walked. */
  static JsonObject search(VectorQuery query, int inSight) {
    JsonArrayBuilder vector = Json.createArrayBuilder();
    for (byte component : query.vector().bytes()) {
      vector.add(component);
    }
    JsonObjectBuilder near =
        object()
            .add("vector", vector)
            .add("k", inSight)
            .add("filter", object().add("bool", object().add("filter", terms(query.filter()))));
    return object()
        .add("size", inSight)
        .add("_source", object().add("excludes", Json.createArrayBuilder().add("vector")))
        .add("query", object().add("knn", object().add("vector", near)))
        .build();
  }

  private static JsonArrayBuilder terms(SearchFilter filter) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    addTerms(all, "domain", filter.domains());
    addTerms(all, "author", filter.authors());
    addTerms(all, "status", filter.statuses());
    return all;
  }

  private static void addTerms(JsonArrayBuilder all, String field, Collection<?> values) {
    if (!values.isEmpty()) {
      JsonArrayBuilder texts = Json.createArrayBuilder();
      values.forEach(value -> texts.add(value.toString()));
      all.add(object().add("terms", object().add(field, texts)));
    }
  }

  static Entry entry(JsonObject hit) {
    JsonObject source = hit.getJsonObject("_source");
    return new Entry(
        new IndexedExperience(
            UUID.fromString(hit.getString("_id")),
            source.getString("domain"),
            source.getString("text"),
            UUID.fromString(source.getString("author")),
            HexFormat.of().parseHex(source.getString("leaf")),
            ExperienceStatus.valueOf(source.getString("status"))),
        QuantisedVector.ofBase64(source.getString("quantised")));
  }

  private static JsonObject keyword() {
    return object().add("type", "keyword").build();
  }

  private static JsonObjectBuilder object() {
    return Json.createObjectBuilder();
  }
}
