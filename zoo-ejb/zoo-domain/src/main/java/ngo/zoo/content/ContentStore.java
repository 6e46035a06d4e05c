package ngo.zoo.content;

import java.time.Instant;
import java.util.Optional;
import ngo.zoo.log.Cid;

/** Keeps blocks under their ids, each once. */
public interface ContentStore {
  /** Keeps the block; a second time changes nothing. */
  void keep(Block block, Instant now);

  /**
   * The block, if it is kept.
   *
   * @throws CorruptBlock if the stored bytes are no longer those the id names
   */
  Optional<Block> find(Cid cid);
}
