package ngo.zoo.web.api.books;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import ngo.zoo.billing.rules.Csv;
import ngo.zoo.web.api.Spool;
import org.jspecify.annotations.Nullable;

/** Rows as CSV (RFC 4180), written while they are read. */
public final class Table {
  public static final String CSV = "text/csv";

  private Table() {}

  /** Whether this is wanted rather than JSON. */
  public static boolean wanted(@Nullable String accept) {
    return accept != null && accept.startsWith(CSV);
  }

  /**
   * @param source hands every row to what it is given
   * @param cells of a row, as many as there are columns
   */
  public static <T> Response csv(
      String name,
      Object[] columns,
      Consumer<Consumer<T>> source,
      Function<T, @Nullable Object[]> cells) {
    StreamingOutput body =
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write(Csv.line(columns));
          source.accept(row -> write(writer, cells.apply(row)));
          writer.flush();
        };
    return Response.ok(new Spool(body), MediaType.valueOf(CSV + ";charset=UTF-8"))
        .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
        .build();
  }

  private static void write(Writer writer, @Nullable Object[] cells) {
    try {
      writer.write(Csv.line(cells));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
