package ngo.zoo.content;

import ngo.zoo.log.Cid;

/** Stored or received bytes are not those their id names. */
public final class CorruptBlock extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public CorruptBlock(Cid cid) {
    super("The bytes of block " + cid + " are not what its id names");
  }
}
