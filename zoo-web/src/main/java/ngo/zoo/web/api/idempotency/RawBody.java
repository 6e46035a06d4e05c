package ngo.zoo.web.api.idempotency;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;

/** A kept body, byte for byte. */
record RawBody(byte[] bytes) implements StreamingOutput {
  @Override
  public void write(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
