package ngo.zoo.web.api.idempotency;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import ngo.zoo.persistence.idempotency.IdempotencyRecords;

/**
 * Keeps the body of an answer before any of it is sent: a sender that hangs up asks again. A stream
 * is sent as it comes and kept when it came to its end; one that broke off did nothing, for nothing
 * is charged then, and its key stays usable.
 */
@Provider
public class IdempotencyBodies implements WriterInterceptor {
  @Inject IdempotencyRecords records;

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!(context.getProperty(IdempotencyFilter.WORK) instanceof Work work)) {
      context.proceed();
      return;
    }
    if (MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(context.getMediaType())) {
      stream(context, work);
    } else {
      whole(context, work);
    }
  }

  private void whole(WriterInterceptorContext context, Work work) throws IOException {
    OutputStream sender = context.getOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    context.setOutputStream(body);
    context.proceed();
    work.complete(records, String.valueOf(context.getMediaType()), body.toByteArray());
    body.writeTo(sender);
    context.setOutputStream(sender);
  }

  private void stream(WriterInterceptorContext context, Work work) throws IOException {
    OutputStream sender = context.getOutputStream();
    RecordedStream body = new RecordedStream(sender);
    context.setOutputStream(body);
    boolean ended = false;
    try {
      context.proceed();
      ended = body.isAtEnd();
    } finally {
      context.removeProperty(IdempotencyFilter.WORK);
      if (ended) {
        work.complete(records, String.valueOf(context.getMediaType()), body.recorded());
      } else {
        work.release(records);
      }
    }
    context.setOutputStream(sender);
  }
}
