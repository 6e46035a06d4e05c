package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.ModelCard.Feature;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
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

/** OpenAI's older completions: the prompt is asked as one message of a user. */
@Path("completions")
@RequestScoped
public class CompletionResource {
  private static final int MOST_CHOICES = 16;
  private static final String QUESTION =
      """
      {"model": "zoo-keeper-tiny", "prompt": "The sign shows otter: 4 0 7 2", "max_tokens": 32}
      """;

  @Inject CurrentCaller current;
  @Inject ModelCards models;
  @Inject Answering answering;

  @POST
  @RateLimited
  @Consumes("application/json")
  @Operation(
      operationId = "createCompletion",
      summary = "Ask a model with a bare prompt",
      description =
          "OpenAI's older request, also streamed, with the same zoo block. One prompt per request,"
              + " because each answer has its receipt. suffix, best_of and logprobs are refused.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = OpenAiSchemas.Text.class),
              examples = @ExampleObject(name = "otter", value = QUESTION)))
  @APIResponse(
      responseCode = "200",
      description = "The answer, or server-sent events ending in data: [DONE]",
      content = @Content(mediaType = "application/json"))
  @APIResponse(responseCode = "400", description = "Not understood or not supported")
  @APIResponse(responseCode = "402", description = "Not enough KEEPER, or a budget is used up")
  @APIResponse(responseCode = "403", description = "The key lacks the scope chat:write")
  @APIResponse(responseCode = "404", description = "No such model, library or library version")
  @APIResponse(responseCode = "429", description = "Too many questions this hour")
  @APIResponse(responseCode = "503", description = "No node can answer now")
  public Response complete(OpenAiBody body) {
    Caller caller = current.get().require(Scope.CHAT_WRITE);
    ModelCard model = models.card(ChatRequest.model(body.json()));
    RequestFields fields = new RequestFields(body.json(), "");
    ChatRequest request = request(fields, model);
    String echoed = fields.flag("echo") ? prompt(fields) : "";
    return answering.answer(
        caller, request, TextCompletion.begin(model.id(), echoed, request.includeUsage()));
  }

  static ChatRequest request(RequestFields fields, ModelCard model) {
    OpenAiFields.checkCompletions(fields);
    int choices = fields.integer("n", 1, 1, MOST_CHOICES);
    if (choices > 1 && !model.supports(Feature.CHOICES)) {
      throw RequestFields.unsupported("n", "is not supported with the model " + model.id());
    }
    QuestionOptions options =
        new QuestionOptions(
            choices, false, 0, "", "", "", null, null, 0, null, null, null, Set.of(), Set.of(),
            null);
    List<Question.Message> messages = List.of(new Question.Message("user", prompt(fields)));
    return ChatRequest.of(fields, model, messages, options);
  }

  /** One string, or an array with one. */
  private static String prompt(RequestFields fields) {
    JsonValue prompt = fields.value("prompt");
    if (prompt instanceof JsonArray array && !array.isEmpty()) {
      if (!(array.getFirst() instanceof JsonString)) {
        throw RequestFields.unsupported("prompt", "must be text: tokens are the model's own");
      }
      if (array.size() > 1) {
        throw RequestFields.unsupported(
            "prompt", "may hold one text: each answer has a receipt of its own");
      }
      prompt = array.getFirst();
    }
    if (prompt instanceof JsonString text && !text.getString().isEmpty()) {
      return text.getString();
    }
    throw RequestFields.wrong("prompt", "must be a string");
  }
}
