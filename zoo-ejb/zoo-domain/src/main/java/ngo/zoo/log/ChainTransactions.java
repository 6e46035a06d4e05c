package ngo.zoo.log;

import java.util.List;
import java.util.Optional;

/**
 * Transactions sent to a chain and contracts deployed on it. Signed bytes are stored, durably,
 * before they are broadcast, so that after a crash or a lost block the same bytes are sent again.
 */
public interface ChainTransactions {
  /**
   * One sender on one chain; its nonces follow each other. A development chain that was wiped has
   * another genesis and so another lane.
   *
   * @param genesis hash of block 0
   */
  record Lane(long chainId, String genesis, String sender) {}

  /**
   * A transaction with its signature.
   *
   * @param purpose what it is for, in words a person can search for
   */
  record Signed(long nonce, String purpose, byte[] raw, String hash) {}

  /** Those from this nonce on, in the order of their nonces. */
  List<Signed> from(Lane lane, long nonce);

  /** Those whose fate is not known yet, in the order of their nonces. */
  List<Signed> open(Lane lane);

  void signed(Lane lane, Signed transaction);

  void sent(Lane lane, long nonce);

  void mined(Lane lane, long nonce, long blockNumber);

  /** The chain refused it, or another transaction took its nonce. */
  void failed(Lane lane, long nonce);

  /** Address of a contract of ours. */
  Optional<String> contract(String name, Lane lane);

  void deployed(String name, Lane lane, String address);
}
