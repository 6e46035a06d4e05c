package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.shared.Caller;

/** Asks and answers, whole or as a stream. */
@ApplicationScoped
public class Answering {
  private static final MediaType EVENTS = MediaType.valueOf("text/event-stream;charset=UTF-8");

  @Inject Queries queries;

  public Response answer(Caller caller, ChatRequest request, AnswerForm form) {
    if (request.stream()) {
      AnswerStream stream =
          new AnswerStream(form, listener -> queries.answer(caller, request.question(), listener));
      return Response.ok(stream, EVENTS).header("X-Accel-Buffering", "no").build();
    }
    Answer answer = queries.answer(caller, request.question(), AnswerListener.WHOLE);
    Response.ResponseBuilder response =
        Response.ok(
            form.whole(answer).getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
    ZooBlock.headers(response::header, answer);
    return response.build();
  }
}
