package ngo.zoo.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's wrk: as many questions as are answered, over connections that are kept. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern TOTAL = Pattern.compile("([0-9]+) requests in");
  private static final Pattern LATENCY = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

  /** What one run found. */
  record Result(double perSecond, double requests, double p50, double p99, double errors) {}

  private final Path tools;
  private final Path folder;

  Wrk(Path tools, Path folder) {
    this.tools = tools;
    this.folder = folder;
  }

  Result run(Contender contender, boolean stream, int connections, int seconds) {
    try {
      Path script = folder.resolve("post.lua");
      Files.writeString(script, script(contender, stream));
      String text = output(contender, connections, seconds, script);
      return new Result(
          number(RATE, text),
          number(TOTAL, text),
          latency(text, "50"),
          latency(text, "99"),
          number(REFUSED, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output(Contender contender, int connections, int seconds, Path script)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    tools.resolve("usr/bin/wrk").toString(),
                    "-t1",
                    "-c" + connections,
                    "-d" + seconds + "s",
                    "--timeout",
                    "20s",
                    "--latency",
                    "-s",
                    script.toString(),
                    contender.url()))
            .redirectErrorStream(true);
    builder
        .environment()
        .put("LD_LIBRARY_PATH", tools.resolve("usr/lib/x86_64-linux-gnu").toString());
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String script(Contender contender, boolean stream) {
    StringBuilder lua = new StringBuilder("wrk.method = 'POST'\n");
    lua.append("wrk.body = [[").append(contender.question(stream, false)).append("]]\n");
    lua.append("wrk.headers['content-type'] = 'application/json'\n");
    contender
        .headers()
        .forEach((name, value) -> lua.append("wrk.headers['%s'] = '%s'\n".formatted(name, value)));
    return lua.toString();
  }

  private static double number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private static double latency(String text, String percentile) {
    Matcher matcher = LATENCY.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(percentile)) {
        double value = Double.parseDouble(matcher.group(2));
        return switch (matcher.group(3)) {
          case "us" -> value / 1000;
          case "s" -> value * 1000;
          default -> value;
        };
      }
    }
    return Double.NaN;
  }
}
