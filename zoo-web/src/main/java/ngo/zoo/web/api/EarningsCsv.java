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
import ngo.zoo.rewards.EarningRow;

/** Earnings as CSV, row by row. */
final class EarningsCsv {
  private EarningsCsv() {}

  /**
   * @param source hands every row to what it is given
   */
  static void write(OutputStream out, Consumer<Consumer<EarningRow>> source) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(
        Csv.line("at", "kind", "amount", "asset", "receipt", "epoch", "node", "entry", "memo"));
    source.accept(row -> add(writer, row));
    writer.flush();
  }

  private static void add(Writer writer, EarningRow row) {
    try {
      writer.write(
          Csv.line(
              row.at(),
              Names.of(row.kind()),
              row.amount().decimal(),
              row.amount().asset(),
              row.receiptId(),
              row.epoch(),
              row.nodeId(),
              row.entryId(),
              row.memo()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
