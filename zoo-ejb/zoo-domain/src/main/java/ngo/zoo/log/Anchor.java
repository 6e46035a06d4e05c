package ngo.zoo.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That the root of a tree stands on a chain.
 *
 * @param contract address of the ExperienceRegistry, 0x and 40 hex digits
 * @param transaction hash of the transaction that wrote it, 0x and 64 hex digits
 * @param root hex
 */
public record Anchor(
    long chainId,
    String contract,
    String transaction,
    long blockNumber,
    long treeSize,
    String root) {
  public Anchor {
    if (!contract.matches("0x[0-9a-fA-F]{40}") || !transaction.matches("0x[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("Not an address or transaction of an EVM chain");
    }
  }

  static Anchor of(JsonFields json) {
    return new Anchor(
        json.number("chain_id"),
        json.text("contract"),
        json.text("tx_hash"),
        json.number("block_number"),
        json.number("tree_size"),
        json.text("root"));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("chain_id", chainId);
    json.put("contract", contract);
    json.put("tx_hash", transaction);
    json.put("block_number", blockNumber);
    json.put("tree_size", treeSize);
    json.put("root", root);
    return json;
  }
}
