package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import ngo.zoo.ledger.LibrarySearchResult;
import ngo.zoo.ledger.service.ExperienceRetrieval;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Search of libraries. Not for everybody, because it costs an embedding. */
@Path("libraries/search")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class LibrarySearchResource {
  private static final String EXAMPLE =
      """
      {"text": "The sign shows otter: 4 0 7 2",
       "domains": ["keeper.signs"],
       "version": "head",
       "k": 5,
       "min_cosine": 0.6,
       "diversity": 0.2,
       "token_budget": 200}
      """;
  private static final String AGAIN =
      """
      {"query_vector": "f4EA/w==", "embedder_id": "bge-small-en-v1.5-q/1", "k": 5}
      """;
  private static final String ANSWER =
      """
      {"embedder_id": "bge-small-en-v1.5-q/1", "query_vector": "f4EA/w==", "exact": true,
       "index": "exact", "searched": 12,
       "libraries": [{"domain": "keeper.signs", "version": 1, "root":
         "5e0b…"}],
       "experiences": [{"id": "01900000-0000-7000-8000-000000000001", "domain": "keeper.signs",
         "text": "When the sign shows otter, rotate the digits left.",
         "author_id": "01900000-0000-7000-8000-0000000000aa", "leaf_data": "a3c1…",
         "cosine": 0.81}],
       "tokens": 14}
      """;

  @Inject CurrentCaller current;
  @Inject ExperienceRetrieval retrieval;

  @POST
  @Operation(
      operationId = "searchLibraries",
      summary = "The experiences nearest to a text or a vector",
      description =
          "Searches the heads of one, several or all libraries, or one version named by number or"
              + " root. An answer whose exact is true can be computed again by anybody: the cosine"
              + " of two vectors of signed bytes is their dot product through the square root of the"
              + " product of their squared lengths, equal ones stand in the order of leaf_data. Send"
              + " query_vector and embedder_id of an answer back to ask the same again without an"
              + " embedding.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = SearchRequest.class),
              examples = {
                @ExampleObject(name = "by text", value = EXAMPLE),
                @ExampleObject(name = "the same again", value = AGAIN)
              }))
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = LibrarySearchResult.class),
              examples = @ExampleObject(name = "otter", value = ANSWER)))
  @APIResponse(responseCode = "400", description = "A field is wrong; the problem names it")
  @APIResponse(responseCode = "404", description = "No such library or version")
  @APIResponse(responseCode = "503", description = "The embedding node is not available")
  public LibrarySearchResult search(SearchRequest request) {
    current.get();
    return retrieval.search(request.command());
  }
}
