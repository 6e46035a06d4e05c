package ngo.zoo.bench.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Streams whose pieces come 20 ms apart: when the first one comes and whether all do. */
final class PacedStreams {
  static final int PIECES = 32;

  /**
   * One stream.
   *
   * @param firstMillis from the question to the first piece of text
   * @param complete every piece once and in order, and the end mark
   */
  record Stream(double firstMillis, boolean complete) {}

  private PacedStreams() {}

  /** So many at the same time. */
  static List<Stream> run(Contender contender, int streams) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Stream>> running = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        running.add(threads.submit(() -> one(contender)));
      }
      List<Stream> done = new ArrayList<>();
      for (Future<Stream> one : running) {
        done.add(one.get());
      }
      return done;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One after the other over one connection, as clients' libraries do. */
  static List<Stream> inARow(Contender contender, int streams) {
    URI url = URI.create(contender.url());
    List<Stream> done = new ArrayList<>();
    try (Socket socket = open(url)) {
      BufferedReader lines = lines(socket);
      for (int i = 0; i < streams; i++) {
        socket.getOutputStream().write(request(contender, url, "keep-alive"));
        done.add(read(lines));
      }
    } catch (IOException | UncheckedIOException e) {
      done.add(new Stream(Double.NaN, false));
    }
    return done;
  }

  static double percentile(List<Stream> streams, double share) {
    List<Double> sorted =
        streams.stream()
            .map(Stream::firstMillis)
            .filter(millis -> !millis.isNaN())
            .sorted()
            .toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }

  private static Stream one(Contender contender) {
    URI url = URI.create(contender.url());
    try (Socket socket = open(url)) {
      socket.getOutputStream().write(request(contender, url, "close"));
      return read(lines(socket));
    } catch (IOException | UncheckedIOException e) {
      return new Stream(Double.NaN, false);
    }
  }

  private static Socket open(URI url) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 4096);
  }

  private static byte[] request(Contender contender, URI url, String connection) {
    byte[] body = contender.question(true, true).getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST " + url.getPath() + " HTTP/1.1\r\n");
    head.append("host: ").append(url.getAuthority()).append("\r\n");
    head.append("content-type: application/json\r\nconnection: ").append(connection).append("\r\n");
    contender
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("content-length: ").append(body.length).append("\r\n\r\n");
    return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** To the end of its body, which all contenders send in chunks: the last one is empty. */
  private static Stream read(BufferedReader lines) throws IOException {
    long begun = System.nanoTime();
    double first = Double.NaN;
    int next = 0;
    boolean ended = false;
    boolean last = false;
    for (String line = lines.readLine();
        line != null && !(last && line.isEmpty());
        line = lines.readLine()) {
      last = line.equals("0");
      if (line.startsWith("data: [DONE]")) {
        ended = true;
      } else if (line.startsWith("data: ") && line.contains("word")) {
        if (next == 0) {
          first = (System.nanoTime() - begun) / 1e6;
        }
        next += line.contains(next == 0 ? "\"word\"" : " word" + next + "\"") ? 1 : 1000;
      }
    }
    return new Stream(first, ended && next == PIECES);
  }
}
