package ngo.zoo.content;

import ngo.zoo.log.Cid;

/** A block that should be there is missing, or its bytes are not those its id names. */
public final class CorruptBlock extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public CorruptBlock(Cid cid) {
    super("Block " + cid + " is missing or its bytes are not what its id names");
  }
}
