package ngo.zoo.it;

import java.nio.file.Path;
import java.util.Set;
import ngo.zoo.dev.Access;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One stack for all integration tests of a run, on free ports and with data of its own: started at
 * the first use, stopped when the tests' JVM ends. The data of the last run stays for a look.
 */
public final class StackExtension implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    shared();
  }

  /** The running stack, whose parts a test may stop, kill and start again. */
  public static Stack shared() {
    return Holder.STACK;
  }

  /** Its addresses and credentials. */
  public static Access access() {
    return shared().access();
  }

  /** The class is initialised once, by the first test that asks. */
  private static final class Holder {
    static final Stack STACK = start();

    private static Stack start() {
      Path root = Path.of(System.getProperty("zoo.root", "..")).toAbsolutePath().normalize();
      Workspace workspace = new Workspace(root, root.resolve("zoo-ear/target/zoo-it"), false);
      Stack stack = new Stack(workspace, new Progress(System.out));
      stack.down();
      stack.forget();
      Stack fresh = new Stack(workspace, new Progress(System.out));
      Runtime.getRuntime().addShutdownHook(new Thread(fresh::down, "stack-down"));
      fresh.up(Set.of());
      return fresh;
    }
  }
}
