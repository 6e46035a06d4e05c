package ngo.zoo.web.api;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes to a file first and sends that: a slow reader then holds neither a transaction nor a
 * database connection, and what fails half-way is answered as a failure and not as a short file.
 *
 * @param source reads the database while it writes
 */
public record Spool(StreamingOutput source) implements StreamingOutput {
  @Override
  public void write(OutputStream out) throws IOException {
    Path file = Files.createTempFile("zoo-", ".part");
    try {
      try (OutputStream kept = Files.newOutputStream(file)) {
        source.write(kept);
      }
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
