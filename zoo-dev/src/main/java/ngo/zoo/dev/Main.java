package ngo.zoo.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.dev.client.Reply;

/** Entry of the commands that {@code ./zoo} passes on; the exit status is 0 when all went well. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Workspace workspace = Workspace.of(Path.of(System.getProperty("zoo.root", ".")));
    int status;
    try {
      status = new Commands(workspace).run(arguments[0], rest(arguments));
    } catch (PartFailure | Reply.UnexpectedReply | UncheckedIOException e) {
      System.err.println("zoo: " + e.getMessage());
      status = 1;
    } catch (IOException e) {
      System.err.println("zoo: " + e);
      status = 1;
    }
    System.exit(status);
  }

  private static List<String> rest(String[] arguments) {
    return Arrays.asList(arguments).subList(1, arguments.length);
  }
}
