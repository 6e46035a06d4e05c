package ngo.zoo.integration.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import ngo.zoo.log.ChainTransactions;

/** Transactions of one lane. */
final class MemoryTransactions implements ChainTransactions {
  final TreeMap<Long, Signed> all = new TreeMap<>();
  final Map<Long, String> status = new HashMap<>();
  private final Map<Lane, String> contracts = new HashMap<>();

  @Override
  public List<Signed> from(Lane lane, long nonce) {
    return List.copyOf(all.tailMap(nonce).values());
  }

  @Override
  public List<Signed> open(Lane lane) {
    return all.values().stream()
        .filter(
            t -> List.of("SIGNED", "SENT").contains(Objects.requireNonNull(status.get(t.nonce()))))
        .toList();
  }

  @Override
  public void signed(Lane lane, Signed transaction) {
    if (all.put(transaction.nonce(), transaction) != null) {
      throw new IllegalStateException("Nonce used twice: " + transaction.nonce());
    }
    status.put(transaction.nonce(), "SIGNED");
  }

  @Override
  public void sent(Lane lane, long nonce) {
    status.put(nonce, "SENT");
  }

  @Override
  public void mined(Lane lane, long nonce, long blockNumber) {
    status.put(nonce, "MINED");
  }

  @Override
  public void failed(Lane lane, long nonce) {
    status.put(nonce, "FAILED");
  }

  @Override
  public Optional<String> contract(String name, Lane lane) {
    return Optional.ofNullable(contracts.get(lane));
  }

  @Override
  public void deployed(String name, Lane lane, String address) {
    contracts.put(lane, address);
  }
}
