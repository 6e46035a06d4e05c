package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogReplayTest implements LogReplay.Judge {
  private static final int SIZE = 13;
  private final PrivateKey signer = Ed25519.newKey();
  private final LogKey key = new LogKey("zoo.ngo/log", Ed25519.rawPublicKey(signer));
  private final Map<String, byte[]> nodes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<byte[]> hashes = new ArrayList<>();
  private final List<String> different = new ArrayList<>();
  private String note = "";
  private byte[] root = {};

  @BeforeEach
  void fill() {
    MerkleFrontier frontier = new MerkleFrontier();
    for (int i = 0; i < SIZE; i++) {
      texts.add(LogRecord.text(LeafKind.RECEIPT, Map.of("n", i)));
      hashes.add(LogRecord.leafHash(texts.get(i)));
      frontier.append(
          hashes.get(i), (level, index, hash) -> nodes.put(level + "/" + index, hash.clone()));
    }
    root = frontier.root();
    note = new Checkpoint("zoo.ngo/log", SIZE, root).sign(signer);
  }

  @Override
  public void entry(long index, String differing) {
    if (!differing.isEmpty()) {
      different.add(index + " " + differing);
    }
  }

  @Override
  public void node(int level, long index, boolean fits) {
    if (!fits) {
      different.add(level + "/" + index);
    }
  }

  private List<String> replayed(int missing) {
    LogReplay replay = new LogReplay((level, index) -> nodes.get(level + "/" + index), this);
    for (int i = 0; i < SIZE; i++) {
      if (i == missing) {
        replay.missing();
      } else {
        replay.entry("RECEIPT", texts.get(i), hashes.get(i));
      }
    }
    String checkpoint = replay.checkpoint(root, note, key);
    if (!checkpoint.isEmpty()) {
      different.add("checkpoint " + checkpoint);
    }
    return different;
  }

  @Test
  void anUntouchedLogIsSound() {
    assertThat(replayed(-1)).isEmpty();
  }

  @Test
  void theTwoThatAgreeAreBelieved() {
    texts.set(4, texts.get(4).replace("4", "5"));
    assertThat(replayed(-1)).containsExactly("4 data");
  }

  @Test
  void whereAllThreeDifferTheTreeIsBelieved() {
    texts.set(4, texts.get(4).replace("4", "5"));
    hashes.set(4, new byte[32]);
    assertThat(replayed(-1)).containsExactly("4 data, leaf_hash");
  }

  @Test
  void anEntryThatWasRewrittenWholeDoesNotFitAnythingAbove() {
    texts.set(4, texts.get(4).replace("4", "5"));
    hashes.set(4, LogRecord.leafHash(texts.get(4)));
    assertThat(replayed(-1)).containsExactly("0/4", "1/2", "2/1", "3/0", "checkpoint root, note");
  }

  @Test
  void aLogThatWasRewrittenUpToItsTopDoesNotFitTheSignature() {
    texts.set(4, texts.get(4).replace("4", "5"));
    hashes.set(4, LogRecord.leafHash(texts.get(4)));
    MerkleFrontier forged = new MerkleFrontier();
    hashes.forEach(
        leaf -> forged.append(leaf, (level, index, hash) -> nodes.put(level + "/" + index, hash)));
    root = forged.root();
    assertThat(replayed(-1)).containsExactly("checkpoint note");
  }

  @Test
  void aMissingEntryIsStoodInForByItsNode() {
    assertThat(replayed(7)).containsExactly("7 missing");
  }
}
