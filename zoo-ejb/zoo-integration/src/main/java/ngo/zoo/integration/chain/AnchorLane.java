package ngo.zoo.integration.chain;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import ngo.zoo.integration.chain.contract.ExperienceRegistry;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.AnchorStore;
import ngo.zoo.log.AnchorStore.SignedTree;
import ngo.zoo.log.ChainTransactions;
import ngo.zoo.log.ChainTransactions.Lane;
import ngo.zoo.log.ChainTransactions.Signed;
import ngo.zoo.shared.TryLater;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Anchors the newest checkpoint step by step: deploy the registry if this chain has none, send the
 * root, note where it was mined. At most one transaction is under way. Each is stored with its
 * signature before it is sent and is sent again as it is while the chain does not have it, so
 * neither a crash nor a chain that forgets blocks makes two of one.
 */
final class AnchorLane {
  static final String REGISTRY = "ExperienceRegistry";
  private static final Logger LOG = Logger.getLogger(AnchorLane.class);

  private final ChainClient chain;
  private final AnchorStore anchors;
  private final ChainTransactions transactions;

  AnchorLane(ChainClient chain, AnchorStore anchors, ChainTransactions transactions) {
    this.chain = chain;
    this.anchors = anchors;
    this.transactions = transactions;
  }

  /**
   * Makes the next step; returns when nothing is left to anchor.
   *
   * @throws TryLater when the chain has to do its part first
   * @throws IllegalStateException when the chain refuses
   */
  void advance() throws IOException {
    Lane lane = chain.lane();
    long nonce = chain.nextNonce();
    sendAgain(lane, transactions.from(lane, nonce));
    for (Signed transaction : transactions.open(lane)) {
      settle(lane, transaction);
    }
    Optional<String> registry = transactions.contract(REGISTRY, lane);
    if (registry.isEmpty()) {
      throw sent(
          lane, chain.sign(lane, nonce, "deploy " + REGISTRY, null, ExperienceRegistry.BINARY));
    }
    Optional<SignedTree> tree = anchors.newestUnanchored();
    if (tree.isPresent()) {
      throw sent(lane, anchoring(lane, nonce, registry.get(), tree.get()));
    }
  }

  private Signed anchoring(Lane lane, long nonce, String registry, SignedTree tree)
      throws IOException {
    long before = chain.anchoredSize(registry);
    List<byte[]> consistency = anchors.consistencyPath(before, tree.size());
    String call = chain.anchorCall(registry, tree.size(), tree.root(), consistency);
    return chain.sign(lane, nonce, "anchor tree of " + tree.size(), registry, call);
  }

  private TryLater sent(Lane lane, Signed transaction) throws IOException {
    transactions.signed(lane, transaction);
    return broadcast(lane, transaction);
  }

  /** What the chain does not count yet, or forgot, in the order of the nonces. */
  private void sendAgain(Lane lane, List<Signed> missing) throws IOException {
    @Nullable TryLater first = null;
    for (Signed transaction : missing) {
      TryLater waiting = broadcast(lane, transaction);
      first = first == null ? waiting : first;
    }
    if (first != null) {
      throw first;
    }
  }

  private TryLater broadcast(Lane lane, Signed transaction) throws IOException {
    Optional<String> objection = chain.broadcast(transaction);
    transactions.sent(lane, transaction.nonce());
    return new TryLater(
        "Waiting for a block: "
            + transaction.purpose()
            + ", "
            + transaction.hash()
            + objection.map(text -> " (" + text + ")").orElse(""));
  }

  private void settle(Lane lane, Signed transaction) throws IOException {
    TransactionReceipt receipt =
        chain
            .confirmed(transaction.hash())
            .orElseThrow(
                () ->
                    new TryLater(
                        "Waiting for confirmation: "
                            + transaction.purpose()
                            + ", "
                            + transaction.hash()));
    if (!receipt.isStatusOK()) {
      transactions.failed(lane, transaction.nonce());
      throw new IllegalStateException(
          "The chain reverted " + transaction.hash() + ": " + transaction.purpose());
    }
    // What it did is noted before the transaction is closed: after a crash between, again.
    note(lane, receipt);
    transactions.mined(lane, transaction.nonce(), receipt.getBlockNumber().longValueExact());
    LOG.infof("%s: %s", transaction.purpose(), transaction.hash());
  }

  private void note(Lane lane, TransactionReceipt receipt) {
    @Nullable String created = receipt.getContractAddress();
    if (created != null) {
      transactions.deployed(REGISTRY, lane, created);
    }
    ExperienceRegistry.getAnchoredEvents(receipt)
        .forEach(event -> anchors.anchored(anchor(lane, receipt, event)));
  }

  private static Anchor anchor(
      Lane lane, TransactionReceipt receipt, ExperienceRegistry.AnchoredEventResponse event) {
    return new Anchor(
        lane.chainId(),
        receipt.getTo(),
        receipt.getTransactionHash(),
        receipt.getBlockNumber().longValueExact(),
        event.treeSize.longValueExact(),
        HexFormat.of().formatHex(event.root));
  }
}
