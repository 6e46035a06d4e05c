package ngo.zoo.dev.demo;

import java.nio.file.Path;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.dev.part.ChainPart;

/** {@code ./zoo demo}: tells the story and ends with 0 when every step came out as it must. */
public final class DemoCommand {
  private DemoCommand() {}

  public static void main(String[] arguments) {
    try {
      System.exit(run(Workspace.of(Path.of(System.getProperty("zoo.root", ".")))));
    } catch (PartFailure e) {
      System.err.println("zoo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Workspace workspace) {
    Stack stack = new Stack(workspace, new Progress(System.out));
    if (!stack.isUp()) {
      throw new PartFailure("Zoo is not up; start it with ./zoo up.");
    }
    Narrator narrator = new Narrator(System.out);
    boolean chain = stack.process(ChainPart.NAME).isPresent();
    try {
      new Story(Cast.of(stack.access()), workspace.folder("proofs"), chain).tell(narrator);
    } catch (Narrator.StepFailure e) {
      return narrator.finish();
    }
    return narrator.finish();
  }
}
