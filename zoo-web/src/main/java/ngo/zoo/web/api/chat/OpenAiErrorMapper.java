package ngo.zoo.web.api.chat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import ngo.zoo.web.api.Failure;
import ngo.zoo.web.api.ProblemMapper;

/** Tells every failure under /v1 as OpenAI's error object. */
@Provider
public final class OpenAiErrorMapper implements ExceptionMapper<Throwable> {
  @Override
  public Response toResponse(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    return ProblemMapper.challenged(Response.status(failure.status()), failure)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(OpenAiError.of(failure))
        .build();
  }
}
