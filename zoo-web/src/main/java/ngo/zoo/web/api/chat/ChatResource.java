package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import ngo.zoo.routing.service.ModelCards;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** OpenAI's chat completions, answered with experiences of a library and a receipt. */
@Path("chat/completions")
@RequestScoped
public class ChatResource {
  private static final String QUESTION =
      """
      {"model": "zoo-keeper-tiny",
       "messages": [{"role": "user", "content": "The sign shows otter: 4 0 7 2"}],
       "zoo": {"domain": "keeper.signs", "experiences": "on", "max_price": "0.01"}}
      """;
  private static final String ANSWER =
      """
      {"id": "chatcmpl-6f1c", "object": "chat.completion", "created": 1767225600,
       "model": "zoo-keeper-tiny", "system_fingerprint": "fp_4ad1b7c2f0e9",
       "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
         "message": {"role": "assistant", "content": "Rotate the digits left: 0 7 2 4.",
           "refusal": null}}],
       "usage": {"prompt_tokens": 20, "completion_tokens": 7, "total_tokens": 27},
       "zoo": {"receipt_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "domain": "keeper.signs",
         "library_version": 2, "library_root": "9c1185a5…", "experiences_skipped": [],
         "experiences_used": [{"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192",
           "text": "When the sign shows otter, rotate the digits left.", "cosine": 0.81}],
         "fee": {"value": "0.01", "asset": "KEEPER"}, "node": "petra-1", "sealed": true,
         "usage_estimated": false, "verification": "optimistic", "redundancy": 1, "agreed": 1,
         "seed": 42}}
      """;

  @Inject CurrentCaller current;
  @Inject ModelCards models;
  @Inject Answering answering;

  @POST
  @RateLimited
  @Consumes("application/json")
  @Operation(
      operationId = "createChatCompletion",
      summary = "Ask a model",
      description =
          "OpenAI's request, also streamed. The zoo block chooses the library, its version and the"
              + " nodes, caps the price and switches experiences off; the answer's zoo block names"
              + " the receipt. Fields that are not supported are refused by name. A refusal is not"
              + " charged, nor is a stream whose client was gone before its end.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = OpenAiSchemas.Chat.class),
              examples = @ExampleObject(name = "otter", value = QUESTION)))
  @APIResponse(
      responseCode = "200",
      description =
          "The answer, with x-zoo-receipt, x-zoo-node, x-zoo-fee and x-zoo-library-root as headers;"
              + " or server-sent events ending in data: [DONE]",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiSchemas.Answer.class),
              examples = @ExampleObject(name = "otter", value = ANSWER)))
  @APIResponse(
      responseCode = "400",
      description = "Not understood, not supported by the model, or outside its vocabulary")
  @APIResponse(responseCode = "402", description = "Not enough KEEPER, or a budget is used up")
  @APIResponse(responseCode = "403", description = "The key lacks the scope chat:write")
  @APIResponse(responseCode = "404", description = "No such model, library or library version")
  @APIResponse(
      responseCode = "409",
      description = "The first request with this Idempotency-Key is still being answered")
  @APIResponse(responseCode = "413", description = "The body has more than 4 MiB")
  @APIResponse(responseCode = "422", description = "Another request had this Idempotency-Key")
  @APIResponse(
      responseCode = "429",
      description = "Too many questions this hour; Retry-After says when to come back")
  @APIResponse(responseCode = "503", description = "No node can answer now")
  public Response complete(OpenAiBody body) {
    Caller caller = current.get().require(Scope.CHAT_WRITE);
    ChatRequest request = ChatRequest.of(body.json(), models.card(ChatRequest.model(body.json())));
    return answering.answer(
        caller, request, Completion.begin(request.question().model(), request.includeUsage()));
  }
}
