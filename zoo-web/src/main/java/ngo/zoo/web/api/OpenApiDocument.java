package ngo.zoo.web.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Puts the API document right where the scan cannot know better: paths of the second application,
 * amounts and enum values as {@link JsonFormat} writes them, what filters and mappers do for every
 * operation.
 */
public final class OpenApiDocument implements OASFilter {
  private static final List<String> OPENAI =
      List.of("/models", "/chat/", "/completions", "/embeddings");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Map<String, PathItem> paths = new TreeMap<>();
    document.getPaths().getPathItems().forEach((path, item) -> paths.put(served(path), item));
    document.getPaths().setPathItems(paths);
    paths.forEach(
        (path, item) ->
            item.getOperations()
                .forEach(
                    (method, operation) -> OpenApiOperation.complete(path, method, operation)));
    if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
      document.getComponents().getSchemas().forEach(OpenApiDocument::asWritten);
    }
  }

  /** The scan puts all paths under one of the two applications, now this and now that. */
  static String served(String path) {
    String below = path.replaceFirst("^(/api)?/v1(?=/)", "");
    return (OPENAI.stream().anyMatch(below::startsWith) ? "/v1" : "/api/v1") + below;
  }

  private static void asWritten(String name, Schema schema) {
    if (name.equals("Amount")) {
      schema.setProperties(
          Map.of(
              "value", text().description("decimal, such as 0.01"),
              "asset", text().description("such as KEEPER")));
    } else if (schema.getEnumeration() != null && !name.equals("Asset")) {
      schema.setEnumeration(
          schema.getEnumeration().stream()
              .<Object>map(value -> Names.of(String.valueOf(value)))
              .toList());
    }
  }

  private static Schema text() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
  }
}
