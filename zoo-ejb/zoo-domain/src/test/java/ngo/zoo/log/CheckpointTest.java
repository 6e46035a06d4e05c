package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private final PrivateKey key = Ed25519.newKey();
  private final LogKey logKey = new LogKey("zoo.ngo/log", Ed25519.rawPublicKey(key));

  @Test
  void readsTheNoteItSigns() {
    Checkpoint checkpoint = new Checkpoint("zoo.ngo/log", 7, Sha256.ofText("root"));
    String note = checkpoint.sign(key);
    assertThat(Checkpoint.isSigned(note, logKey)).isTrue();
    assertThat(Checkpoint.isSigned(note.replace("\n7\n", "\n8\n"), logKey)).isFalse();
    assertThat(Checkpoint.parse(note).text()).isEqualTo(checkpoint.text());
    assertThat(LogKey.parse(logKey.toString())).isEqualTo(logKey).hasSameHashCodeAs(logKey);
  }

  @Test
  void recordsSayTheirType() {
    assertThat(LogRecord.text(LeafKind.PROPOSAL_RESULT, Map.of("a", 1L)))
        .isEqualTo("{\"a\":1,\"type\":\"proposal-result\"}");
  }
}
