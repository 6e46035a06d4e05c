package ngo.zoo.web.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import ngo.zoo.billing.rules.Csv;
import ngo.zoo.routing.ReceiptLine;

/** Receipts as CSV, row by row. */
final class ReceiptsCsv {
  private ReceiptsCsv() {}

  /**
   * @param source hands every row to what it is given
   */
  static void write(OutputStream out, Consumer<Consumer<ReceiptLine>> source) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(
        Csv.line(
            "answered_at",
            "receipt",
            "model",
            "node",
            "node_id",
            "domain",
            "prompt_tokens",
            "completion_tokens",
            "fee",
            "asset",
            "status",
            "verification"));
    source.accept(row -> add(writer, row));
    writer.flush();
  }

  private static void add(Writer writer, ReceiptLine row) {
    try {
      writer.write(
          Csv.line(
              row.answeredAt(),
              row.id(),
              row.model(),
              row.node(),
              row.nodeId(),
              row.domain(),
              row.promptTokens(),
              row.completionTokens(),
              row.fee().decimal(),
              row.fee().asset(),
              Names.of(row.status()),
              Names.of(row.verification())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
