package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Models some registered node serves, in OpenAI's form. */
@Path("models")
@Produces("application/json")
@RequestScoped
public class ModelResource {
  /** Seconds since 1970 of 2026-01-01: models carry no date of their own. */
  private static final long CREATED = 1_767_225_600;

  @Inject CurrentCaller current;
  @Inject Queries queries;

  @GET
  @Operation(summary = "Models")
  public JsonObject all() {
    current.get().require(Scope.MODELS_READ);
    var data = Json.createArrayBuilder();
    queries.models().forEach(id -> data.add(model(id)));
    return Json.createObjectBuilder().add("object", "list").add("data", data).build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One model")
  public JsonObject one(@PathParam("id") String id) {
    current.get().require(Scope.MODELS_READ);
    if (!queries.models().contains(id)) {
      throw Refusal.notFound("model", id);
    }
    return model(id).build();
  }

  private static JsonObjectBuilder model(String id) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", "model")
        .add("created", CREATED)
        .add("owned_by", "zoo");
  }
}
