package ngo.zoo.web.api.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import ngo.zoo.billing.rules.Csv;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.web.api.Names;

/** What an import reports, as CSV, row by row. */
final class ProblemsCsv {
  private ProblemsCsv() {}

  /**
   * @param source hands every row to what it is given
   */
  static void write(OutputStream out, Consumer<Consumer<ImportProblem>> source) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(Csv.line("position", "line", "outcome", "domain", "text", "reason"));
    source.accept(row -> add(writer, row));
    writer.flush();
  }

  private static void add(Writer writer, ImportProblem row) {
    try {
      writer.write(
          Csv.line(
              row.position(),
              row.line(),
              Names.of(row.outcome()),
              row.domain(),
              row.text(),
              row.reason()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
