package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
  private static final int SIZE = 11;
  private final PrivateKey signer = Ed25519.newKey();
  private final LogKey key = new LogKey("zoo.ngo/log", Ed25519.rawPublicKey(signer));
  private final List<byte[]> data =
      IntStream.range(0, SIZE).mapToObj(i -> Sha256.ofText("record " + i)).toList();
  private final MerkleTree tree = MerkleTree.of(data.stream().map(MerkleTree::leafHash).toList());
  private final String note = new Checkpoint("zoo.ngo/log", SIZE, tree.root()).sign(signer);

  @Test
  void isWrittenLineByLineAndReadBack() {
    TlogProof proof = new TlogProof(tree.inclusion(10), note);
    List<String> lines = proof.text().lines().toList();
    assertThat(lines.subList(0, 2)).containsExactly("c2sp.org/tlog-proof@v1", "index 10");
    assertThat(lines.subList(2, 4)).allMatch(line -> line.length() == 44);
    assertThat(lines.get(4)).isEmpty();
    assertThat(proof.text()).endsWith("\n\n" + note);
    assertThat(TlogProof.parse(proof.text()).text()).isEqualTo(proof.text());
  }

  @Test
  void provesItsEntryAndNoOther() {
    for (int i = 0; i < SIZE; i++) {
      TlogProof proof = TlogProof.parse(new TlogProof(tree.inclusion(i), note).text());
      for (int other = 0; other < SIZE; other++) {
        assertThat(proof.proves(data.get(other), key)).isEqualTo(other == i);
      }
    }
    LogKey another = new LogKey("zoo.ngo/log", Ed25519.rawPublicKey(Ed25519.newKey()));
    assertThat(new TlogProof(tree.inclusion(0), note).proves(data.getFirst(), another)).isFalse();
  }

  @Test
  void extraDataIsPassedOver() {
    String text = new TlogProof(tree.inclusion(3), note).text();
    String extra = text.replace("@v1\n", "@v1\nextra aGVsbG8=\n");
    assertThat(TlogProof.parse(extra).proves(data.get(3), key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@v2", "index 03", "index -1", "index", "extra", "AAAA"})
  void whatIsNoProofIsRefused(String wrong) {
    String text = new TlogProof(tree.inclusion(3), note).text();
    String spoilt =
        switch (wrong) {
          case "@v2" -> text.replace("@v1", wrong);
          case "AAAA" -> text.replaceFirst("(index 3\n)[^\n]*", "$1AAAA");
          default -> text.replace("index 3", wrong);
        };
    assertThatThrownBy(() -> TlogProof.parse(spoilt)).isInstanceOf(IllegalArgumentException.class);
  }
}
