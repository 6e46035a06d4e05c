package ngo.zoo.integration.chain;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.AnchorStore;
import ngo.zoo.log.ChainTransactions;
import ngo.zoo.log.ChainTransactions.Lane;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.TryLater;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.web3j.tx.exceptions.ContractCallException;

/**
 * Takes signed checkpoints to the chain. While no chain is configured or reachable the fact waits
 * in the outbox; one visit makes one step, so no thread waits for a block.
 */
@ApplicationScoped
public class ChainAnchor implements OutboxHandler, ChainRoots {
  @Inject AnchorStore anchors;
  @Inject ChainTransactions transactions;

  @Inject
  @ConfigProperty(name = "zoo.chain.rpc-url")
  Optional<String> endpoint;

  @Inject
  @ConfigProperty(name = "zoo.chain.id", defaultValue = "31337")
  long chainId;

  @Inject
  @ConfigProperty(name = "zoo.chain.key-file")
  Optional<String> keyFile;

  @Inject
  @ConfigProperty(name = "zoo.chain.confirmations", defaultValue = "1")
  int confirmations;

  private @Nullable ChainClient connected;

  /** For the container. */
  protected ChainAnchor() {}

  ChainAnchor(AnchorStore anchors, ChainTransactions transactions, ChainSettings settings) {
    this.anchors = anchors;
    this.transactions = transactions;
    this.endpoint = Optional.of(settings.endpoint().toString());
    this.keyFile = Optional.empty();
    this.connected = new ChainClient(settings);
  }

  @Override
  public String listener() {
    return "anchor";
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    if (endpoint.isEmpty()) {
      throw new TryLater("No chain is configured (zoo.chain.rpc-url)");
    }
    try {
      new AnchorLane(client(endpoint.get()), anchors, transactions).advance();
    } catch (IOException e) {
      throw new TryLater("The chain is offline: " + e.getMessage());
    }
  }

  @Override
  public Answer compare(Anchor anchor, String genesis) throws IOException {
    if (endpoint.isEmpty()) {
      throw new IOException("none is configured (zoo.chain.rpc-url)");
    }
    try {
      ChainClient chain = client(endpoint.get());
      Lane lane = chain.lane();
      if (lane.chainId() != anchor.chainId()
          || !genesis.isEmpty() && !genesis.equalsIgnoreCase(lane.genesis())) {
        return Answer.OTHER_CHAIN;
      }
      BigInteger size = BigInteger.valueOf(anchor.treeSize());
      byte[] root = chain.read(anchor.contract(), registry -> registry.rootOf(size).send());
      return HexFormat.of().formatHex(root).equals(anchor.root()) ? Answer.STANDS : Answer.DIFFERS;
    } catch (ContractCallException nothingThere) {
      return Answer.DIFFERS;
    }
  }

  private synchronized ChainClient client(String url) {
    ChainClient client = connected;
    if (client == null) {
      String file =
          keyFile.orElseThrow(
              () -> new IllegalStateException("zoo.chain.rpc-url needs zoo.chain.key-file"));
      client = new ChainClient(ChainSettings.read(url, chainId, Path.of(file), confirmations));
      connected = client;
    }
    return client;
  }

  @PreDestroy
  synchronized void disconnect() {
    if (connected != null) {
      connected.close();
      connected = null;
    }
  }
}
