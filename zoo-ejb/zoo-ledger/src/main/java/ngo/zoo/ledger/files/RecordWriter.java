package ngo.zoo.ledger.files;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.transfer.ExportedExperience;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.FileVector;
import org.jspecify.annotations.Nullable;

/** Writes experiences as a file, one after the other, so that it imports again to the same. */
public final class RecordWriter implements Closeable {
  private final FileFormat format;
  private final Writer out;
  private long written;

  public RecordWriter(FileFormat format, OutputStream out) throws IOException {
    this.format = format;
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    switch (format) {
      case JSON -> this.out.write("{\"experiences\":[");
      case FLAT -> this.out.write("{");
      case JSONL -> {}
    }
  }

  public void write(ExportedExperience experience) throws IOException {
    if (format != FileFormat.JSONL) {
      out.write(written == 0 ? "\n" : ",\n");
    }
    if (format == FileFormat.FLAT) {
      out.write("\"G" + written + "\":" + Json.createValue(experience.text()));
    } else {
      out.write(object(experience));
    }
    if (format == FileFormat.JSONL) {
      out.write('\n');
    }
    written++;
  }

  private static String object(ExportedExperience experience) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.createGenerator(text)) {
      json.writeStartObject()
          .write("domain", experience.domain())
          .write("text", experience.text())
          .write("confidence_bp", experience.confidenceBasisPoints())
          .writeStartArray("examples");
      for (Example example : experience.examples()) {
        json.writeStartObject()
            .write("input", example.input())
            .write("output", example.output())
            .writeEnd();
      }
      json.writeEnd();
      optional(json, "author", experience.author());
      json.write("author_id", experience.authorId().toString());
      vector(json, experience);
      json.writeEnd();
    }
    return text.toString();
  }

  private static void vector(JsonGenerator json, ExportedExperience experience) {
    FileVector vector = experience.vector();
    if (vector == null) {
      return;
    }
    optional(json, "embedder_id", vector.embedderId());
    json.writeStartArray("embedding");
    for (float value : vector.values()) {
      // The shortest decimal that reads as the same float.
      json.write(new BigDecimal(Float.toString(value)));
    }
    json.writeEnd();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.write(name, value);
    }
  }

  /** Ends the document; the stream stays open. */
  @Override
  public void close() throws IOException {
    switch (format) {
      case JSON -> out.write("\n]}\n");
      case FLAT -> out.write("\n}\n");
      case JSONL -> {}
    }
    out.flush();
  }
}
