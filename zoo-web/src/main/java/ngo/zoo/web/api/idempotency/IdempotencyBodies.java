package ngo.zoo.web.api.idempotency;

import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import ngo.zoo.persistence.idempotency.IdempotencyRecords;

/** Keeps the body of an answer before any of it is sent: a sender that hangs up asks again. */
@Provider
public class IdempotencyBodies implements WriterInterceptor {
  @Inject IdempotencyRecords records;

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!(context.getProperty(IdempotencyFilter.WORK) instanceof Work work)) {
      context.proceed();
      return;
    }
    OutputStream sender = context.getOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    context.setOutputStream(body);
    context.proceed();
    work.complete(records, String.valueOf(context.getMediaType()), body.toByteArray());
    body.writeTo(sender);
    context.setOutputStream(sender);
  }
}
