package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {
  @TempDir Path folder;

  @Test
  void whatIsSavedIsLoaded() {
    StackState state = StackState.load(workspace());
    int port = state.ports().of("http");
    state.started("wildfly", Started.of(ProcessHandle.current(), "stamp"));
    state.leftOff("chain", "no npm");

    StackState again = StackState.load(workspace());
    assertThat(again.ports().of("http")).isEqualTo(port);
    assertThat(again.process("wildfly")).contains(ProcessHandle.current());
    assertThat(again.isCurrent("wildfly", "stamp")).isTrue();
    assertThat(again.isCurrent("wildfly", "another")).isFalse();
    assertThat(again.off("chain")).contains("no npm");
  }

  /** After a restart of the machine a remembered pid may belong to anybody. */
  @Test
  void aProcessWithOurPidButAnotherStartIsNotOurs() {
    Started ours = Started.of(ProcessHandle.current(), "");
    Started earlier = new Started(ours.pid(), ours.startedAt() - 60_000, "");
    assertThat(ours.process()).isPresent();
    assertThat(earlier.process()).isEmpty();
  }

  @Test
  void aStoppedPartHasNoProcess() {
    StackState state = StackState.load(workspace());
    state.started("wildfly", Started.of(ProcessHandle.current(), ""));
    state.stopped("wildfly");
    assertThat(StackState.load(workspace()).process("wildfly")).isEmpty();
  }

  private Workspace workspace() {
    return new Workspace(folder, folder.resolve(".zoo"), false);
  }
}
