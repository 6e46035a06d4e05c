package ngo.zoo.dev.mirror;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.log.Checkpoint;

/**
 * {@code log export DIR [URL]}: copies the log of the running stack, or of any Zoo, as static
 * files. The exit status is 0 when all of it fits together.
 */
public final class LogCommand {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private LogCommand() {}

  public static void main(String[] arguments) {
    if (arguments.length < 2 || arguments.length > 3 || !arguments[0].equals("export")) {
      System.err.println("Usage: ./zoo log export DIR [URL]");
      System.exit(2);
    }
    System.exit(export(Path.of(arguments[1]), arguments.length == 3 ? arguments[2] : portal()));
  }

  private static String portal() {
    Workspace workspace = Workspace.of(Path.of(System.getProperty("zoo.root", ".")));
    return new Stack(workspace, new Progress(System.out)).access().portal();
  }

  private static int export(Path folder, String portal) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Checkpoint copied =
          new LogMirror(path -> read(client, portal + "/api/v1/log/" + path), folder).copy();
      System.out.println("Copied " + copied.size() + " entries of " + copied.origin() + ".");
      return 0;
    } catch (IOException | PartFailure e) {
      System.err.println("zoo: the log was not copied: " + e.getMessage());
      return 1;
    }
  }

  private static byte[] read(HttpClient client, String url) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(url + " answered HTTP " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + url);
    }
  }
}
