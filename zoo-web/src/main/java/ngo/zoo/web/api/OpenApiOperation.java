package ngo.zoo.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ngo.zoo.web.api.idempotency.IdempotencyFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * What holds for every operation: an id, under /api/v1 its problems and Idempotency-Key on POST,
 * under /v1 OpenAI's error object and Idempotency-Key on POST too.
 */
final class OpenApiOperation {
  private static final Map<String, String> PROBLEMS =
      new TreeMap<>(
          Map.of(
              "400", "The request cannot be read or a field is wrong",
              "401", "No credential, or a wrong one",
              "403", "The caller may not do this",
              "404", "There is no such thing, or it is another's"));
  private static final Map<String, String> OF_BODIES =
      new TreeMap<>(
          Map.of(
              "413", "The body is larger than what is taken here",
              "415", "The body is of another media type than is taken here"));
  private static final Map<String, String> OF_POST =
      new TreeMap<>(
          Map.of(
              "409", "It cannot be done as things stand, or the first request is still answered",
              "422", "The Idempotency-Key was sent with another request before"));

  private static final Map<String, String> ERRORS =
      new TreeMap<>(
          Map.of(
              "401", "No credential, or a wrong one",
              "403", "The key lacks the scope",
              "404", "There is no such thing"));
  private static final int FIRST_FAILURE = 400;

  private OpenApiOperation() {}

  static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    if (operation.getOperationId() == null) {
      operation.setOperationId(id(path, method));
    }
    if (path.startsWith("/v1/")) {
      ERRORS.forEach((status, text) -> addFailure(operation, status, text, error()));
      operation
          .getResponses()
          .getAPIResponses()
          .forEach(
              (status, response) -> {
                if (isFailure(status) && response.getContent() == null) {
                  response.setContent(error());
                }
              });
      if (method == PathItem.HttpMethod.POST) {
        operation.addParameter(idempotencyKey());
      }
    }
    if (path.startsWith("/api/v1/")) {
      PROBLEMS.forEach((status, text) -> addProblem(operation, status, text));
      if (operation.getRequestBody() != null) {
        OF_BODIES.forEach((status, text) -> addProblem(operation, status, text));
      }
      if (method == PathItem.HttpMethod.POST) {
        OF_POST.forEach((status, text) -> addProblem(operation, status, text));
        operation.addParameter(idempotencyKey());
      }
    }
  }

  /** Unique, as method and path are: {@code post-organisations-organisation-keys}. */
  static String id(String path, PathItem.HttpMethod method) {
    String words = path.replaceFirst("^/api/v1/", "").replaceAll("[^A-Za-z0-9]+", "-");
    return (method + "-" + words)
        .toLowerCase(Locale.ROOT)
        .replaceAll("-+", "-")
        .replaceAll("-$", "");
  }

  private static boolean isFailure(String status) {
    return status.matches("[0-9]{3}") && Integer.parseInt(status) >= FIRST_FAILURE;
  }

  private static void addProblem(Operation operation, String status, String text) {
    addFailure(operation, status, text, problem());
  }

  private static void addFailure(Operation operation, String status, String text, Content content) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    var existing = operation.getResponses().getAPIResponse(status);
    if (existing == null) {
      operation
          .getResponses()
          .addAPIResponse(
              status, OASFactory.createAPIResponse().description(text).content(content));
    } else if (existing.getContent() == null) {
      existing.setContent(content);
    }
  }

  private static Content problem() {
    Schema schema =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.OBJECT))
            .description("A problem (RFC 9457); code is stable, errors names the fields to blame")
            .addProperty("type", text())
            .addProperty("title", text())
            .addProperty(
                "status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
            .addProperty("detail", text())
            .addProperty("code", text())
            .addProperty("errors", errors());
    return OASFactory.createContent()
        .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema));
  }

  /** The fields to blame; none when no single one is. */
  private static Schema errors() {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.ARRAY))
        .items(
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .addProperty("field", text().description("such as examples[0].output"))
                .addProperty("detail", text()));
  }

  private static Content error() {
    Schema error =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.OBJECT))
            .addProperty("message", text())
            .addProperty("type", text())
            .addProperty("param", text().description("the field to blame, or null"))
            .addProperty("code", text().description("stable"));
    Schema schema =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.OBJECT))
            .description("OpenAI's error object")
            .addProperty("error", error);
    return OASFactory.createContent()
        .addMediaType("application/json", OASFactory.createMediaType().schema(schema));
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name(IdempotencyFilter.HEADER)
        .in(Parameter.In.HEADER)
        .required(false)
        .description(
            "Makes it safe to send the request again: for 24 hours the same caller, key and request"
                + " get the first answer with Idempotency-Replayed: true. A key works once even"
                + " when the server is lost meanwhile; it then answers 409"
                + " idempotency-outcome-unknown: look, and use a new key.")
        .example("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")
        .schema(text());
  }

  private static Schema text() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
  }
}
