package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The node's log: a line each, to standard output (for systemd and containers) or to a file that is
 * rotated. Questions and answers are never in it: only ids, counts and times.
 */
public final class Logs {
  private static final int LARGEST = 10 << 20;
  private static final int KEPT = 5;

  private Logs() {}

  /**
   * @param json a JSON object each, else words
   * @param file none for standard output
   */
  public record Options(boolean json, Optional<Path> file) {
    /** Words to standard output. */
    public static final Options USUAL = new Options(false, Optional.empty());

    static Options of(String form, @Nullable String file) {
      if (!form.equals("text") && !form.equals("json")) {
        throw new IllegalArgumentException("--log is text or json");
      }
      return new Options(form.equals("json"), Optional.ofNullable(file).map(Path::of));
    }
  }

  /** From now on the log is written like this. */
  static void begin(Options options) throws IOException {
    LogManager.getLogManager().reset();
    Handler handler = handler(options);
    handler.setFormatter(options.json() ? new Lines() : new Words());
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(handler);
  }

  private static Handler handler(Options options) throws IOException {
    if (options.file().isEmpty()) {
      return new Flushed();
    }
    Path file = options.file().get().toAbsolutePath();
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return new FileHandler(file + ".%g", LARGEST, KEPT, true);
  }

  /** Standard output, each line at once. */
  private static final class Flushed extends StreamHandler {
    Flushed() {
      super(System.out, new Words());
    }

    @Override
    public synchronized void publish(LogRecord record) {
      super.publish(record);
      flush();
    }

    /** Standard output is not the log's to close. */
    @Override
    public synchronized void close() {
      flush();
    }
  }

  /** Time, level, words. */
  static final class Words extends Formatter {
    @Override
    public String format(LogRecord record) {
      return "%s %-7s %s%n%s"
          .formatted(
              record.getInstant(),
              record.getLevel().getName(),
              formatMessage(record),
              stack(record.getThrown()));
    }
  }

  /** A JSON object. */
  static final class Lines extends Formatter {
    @Override
    public String format(LogRecord record) {
      JsonObjectBuilder line =
          Json.createObjectBuilder()
              .add("time", record.getInstant().toString())
              .add("level", record.getLevel().getName())
              .add("logger", String.valueOf(record.getLoggerName()))
              .add("message", formatMessage(record));
      if (record.getThrown() != null) {
        line.add("error", stack(record.getThrown()));
      }
      return line.build() + "\n";
    }
  }

  private static String stack(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
