package ngo.zoo.ledger.audit;

import java.io.IOException;
import ngo.zoo.log.Anchor;

/** Asks a chain for what an anchor claims of it. */
@FunctionalInterface
public interface ChainRoots {
  /** What the chain says. */
  enum Answer {
    STANDS,
    DIFFERS,
    /** The anchor is of another chain, or of one that was begun anew. */
    OTHER_CHAIN
  }

  /**
   * @param genesis hash of block 0 of the anchor's chain as it was known when its contract was
   *     deployed; empty when that is not known
   * @throws IOException when the chain does not answer
   */
  Answer compare(Anchor anchor, String genesis) throws IOException;
}
