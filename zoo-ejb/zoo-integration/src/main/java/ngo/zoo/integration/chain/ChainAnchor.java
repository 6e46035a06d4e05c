package ngo.zoo.integration.chain;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.log.AnchorStore;
import ngo.zoo.log.ChainTransactions;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.TryLater;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Takes signed checkpoints to the chain. While no chain is configured or reachable the fact waits
 * in the outbox; one visit makes one step, so no thread waits for a block.
 */
@ApplicationScoped
public class ChainAnchor implements OutboxHandler {
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
