package ngo.zoo.web.api.chat;

import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import ngo.zoo.web.api.Bodies;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies under /v1: at most 4 MiB, of which not a byte is read when they say they have more.
 */
@Provider
@Consumes("application/json")
public final class OpenAiBodies implements MessageBodyReader<OpenAiBody> {
  static final int MOST_BYTES = 4 << 20;

  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] on, MediaType media) {
    return type == OpenAiBody.class;
  }

  @Override
  public OpenAiBody readFrom(
      Class<OpenAiBody> type,
      Type generic,
      Annotation[] on,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return new OpenAiBody(read(headers.getFirst(HttpHeaders.CONTENT_LENGTH), body));
  }

  /**
   * @param length the header Content-Length; null when it does not say
   */
  static JsonObject read(@Nullable String length, InputStream body) throws IOException {
    if (length != null && length.length() > 7) {
      throw new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return StrictJson.object(Bodies.read(body, MOST_BYTES));
  }
}
