package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.InclusionProof;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

/** Against a real EVM. */
class ChainAnchorTest {
  // Account 0 of every development chain; its key is public.
  static final Credentials PUBLISHED =
      Credentials.create("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  private final MemoryLog log = new MemoryLog();
  private final MemoryTransactions transactions = new MemoryTransactions();
  private Anvil anvil;
  private ChainClient chain;
  private ChainAnchor anchor;

  @BeforeEach
  void start() throws IOException {
    anvil = Anvil.start();
    chain = new ChainClient(settings(31_337));
    anchor = new ChainAnchor(log, transactions, settings(31_337));
  }

  @AfterEach
  void stop() {
    if (anvil != null) {
      anchor.disconnect();
      chain.close();
      anvil.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2 7 8 9 30", "3 4 5 6 11 16 17 33 100", "6 7 12 64 65"})
  void anchorsEachNewestTreeAndProvesThePrefix(String series) throws IOException {
    int[] sizes = Stream.of(series.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (int size : sizes) {
      log.grow(size - (int) log.tree().size());
      runToTheEnd();
      Anchor made = log.anchors.getLast();
      assertThat(made.treeSize()).isEqualTo(size);
      assertThat(rootOf(made)).isEqualTo(log.tree().root());
    }
    assertThat(log.anchors).hasSize(sizes.length);
    assertThat(transactions.all).hasSize(sizes.length + 1);
    assertThat(transactions.status.values()).containsOnly("MINED");
  }

  @Test
  void contractChecksInclusionOfRecords() throws IOException {
    log.grow(13);
    runToTheEnd();
    String registry = log.anchors.getLast().contract();
    for (int i = 0; i < 13; i++) {
      assertThat(includes(registry, MemoryLog.leafData(i), log.tree().inclusion(i))).isTrue();
      assertThat(includes(registry, MemoryLog.leafData(i + 1), log.tree().inclusion(i))).isFalse();
    }
    InclusionProof stretched = new InclusionProof(0, 14, log.tree().inclusion(0).path());
    assertThat(includes(registry, MemoryLog.leafData(0), stretched)).isFalse();
  }

  @Test
  void contractRefusesARewrittenPast() throws IOException {
    log.grow(5);
    runToTheEnd();
    String registry = log.anchors.getLast().contract();
    log.grow(4);
    List<byte[]> good = log.consistencyPath(5, 9);
    byte[] other = MerkleTree.leafHash(new byte[32]);

    assertRefused(registry, 9, other, good);
    assertRefused(registry, 9, log.tree().root(), good.subList(1, good.size()));
    assertRefused(registry, 9, log.tree().root(), List.of());
    assertRefused(registry, 5, log.tree().root(), List.of());
    assertRefused(registry, 4, log.tree().root(), List.of());
    assertThat(call(registry, 9, log.tree().root(), good).purpose()).isEqualTo("test");
  }

  @Test
  void sendsTheSameBytesAgainAfterACrash() throws IOException {
    log.grow(3);
    var lane = chain.lane();
    var signed = chain.sign(lane, 0, "deploy", null, contractCode());
    transactions.signed(lane, signed);
    runToTheEnd();
    assertThat(transactions.all.get(0L)).isSameAs(signed);
    assertThat(transactions.all).hasSize(2);
    assertThat(log.anchors).hasSize(1);
  }

  @Test
  void sendsAgainWhatTheChainForgot() throws Exception {
    anvil.call("evm_snapshot", "[]");
    log.grow(3);
    runToTheEnd();
    anvil.call("evm_revert", "[\"0x0\"]");
    log.grow(3);
    runToTheEnd();
    assertThat(log.anchors).extracting(Anchor::treeSize).containsExactly(3L, 6L);
    assertThat(rootOf(log.anchors.getLast())).isEqualTo(log.tree().root());
    assertThat(transactions.all).hasSize(3);
  }

  @Test
  void waitsWhileTheChainIsOffline() {
    anvil.close();
    log.grow(1);
    assertThatThrownBy(this::handle).isInstanceOf(TryLater.class).hasMessageContaining("offline");
  }

  @Test
  void waitsForBlocks() throws Exception {
    anvil.call("evm_setAutomine", "[false]");
    log.grow(1);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::handle).isInstanceOf(TryLater.class);
    }
    assertThat(transactions.all).hasSize(1);
    anvil.call("evm_setAutomine", "[true]");
    anvil.call("evm_mine", "[]");
    runToTheEnd();
    assertThat(log.anchors).hasSize(1);
  }

  @Test
  void rootsAreAskedForAsDocumented() throws IOException {
    String call =
        chain.read("0x" + "0".repeat(40), r -> r.rootOf(BigInteger.TEN).encodeFunctionCall());
    assertThat(call).isEqualTo("0x9d7384d9" + "0".repeat(63) + "a");
  }

  @Test
  void refusesAnEndpointOfAnotherChain() {
    Credentials own = Credentials.create("1".repeat(64));
    ChainAnchor other =
        new ChainAnchor(log, transactions, new ChainSettings(anvil.endpoint(), 10, own, 1));
    log.grow(1);
    assertThatThrownBy(() -> other.handle("checkpoint-signed", UUID.randomUUID(), "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("zoo.chain.id");
    other.disconnect();
  }

  private ChainSettings settings(long chainId) {
    return new ChainSettings(anvil.endpoint(), chainId, PUBLISHED, 1);
  }

  private static String contractCode() {
    return ngo.zoo.integration.chain.contract.ExperienceRegistry.BINARY;
  }

  private void handle() {
    anchor.handle("checkpoint-signed", UUID.randomUUID(), "{}");
  }

  /** As the relay does: again until the handler is content. */
  private void runToTheEnd() {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      try {
        handle();
        return;
      } catch (TryLater waiting) {
        assertThat(Instant.now()).as(waiting.getMessage()).isBefore(deadline);
      }
    }
  }

  private byte[] rootOf(Anchor made) throws IOException {
    return chain.read(made.contract(), r -> r.rootOf(BigInteger.valueOf(made.treeSize())).send());
  }

  private boolean includes(String registry, byte[] leafData, InclusionProof proof)
      throws IOException {
    return chain.read(
        registry,
        r ->
            r.verifyInclusion(
                    leafData,
                    BigInteger.valueOf(proof.index()),
                    BigInteger.valueOf(proof.size()),
                    proof.path())
                .send());
  }

  private ngo.zoo.log.ChainTransactions.Signed call(
      String registry, long size, byte[] root, List<byte[]> path) throws IOException {
    String data = chain.anchorCall(registry, size, root, path);
    return chain.sign(chain.lane(), chain.nextNonce(), "test", registry, data);
  }

  private void assertRefused(String registry, long size, byte[] root, List<byte[]> path) {
    assertThatThrownBy(() -> call(registry, size, root, path))
        .as("%d %s %d", size, HexFormat.of().formatHex(root), path.size())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The chain refused");
  }
}
