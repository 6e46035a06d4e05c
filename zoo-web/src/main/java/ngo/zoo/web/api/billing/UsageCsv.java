package ngo.zoo.web.api.billing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.billing.rules.Csv;

/** Usage as CSV, row by row. */
final class UsageCsv {
  private UsageCsv() {}

  /**
   * @param source hands every row to what it is given
   */
  static void write(OutputStream out, Consumer<Consumer<UsageRow>> source) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(
        Csv.line(
            "day",
            "project",
            "key",
            "key_name",
            "model",
            "answers",
            "prompt_tokens",
            "completion_tokens",
            "fee",
            "asset"));
    source.accept(row -> add(writer, row));
    writer.flush();
  }

  private static void add(Writer writer, UsageRow row) {
    try {
      writer.write(
          Csv.line(
              row.day(),
              row.project(),
              row.key(),
              row.keyName(),
              row.model(),
              row.answers(),
              row.promptTokens(),
              row.completionTokens(),
              row.fee().decimal(),
              row.fee().asset()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
