package ngo.zoo.content;

import java.util.Arrays;
import ngo.zoo.log.Cid;
import ngo.zoo.log.Sha256;

/** Bytes under the id that names them; one that does not fit its id cannot be made. */
public final class Block {
  private final Cid cid;
  private final byte[] bytes;

  private Block(Cid cid, byte[] bytes) {
    this.cid = cid;
    this.bytes = bytes;
  }

  /** A raw block with these bytes. */
  public static Block raw(byte[] bytes) {
    return new Block(Cid.ofContent(bytes), bytes.clone());
  }

  /** A dag-cbor block of this value (see {@link DagCbor}). */
  public static Block dagCbor(Object value) {
    byte[] bytes = DagCbor.encode(value);
    return new Block(Cid.of(Cid.Codec.DAG_CBOR, Sha256.of(bytes)), bytes);
  }

  /**
   * Bytes that were stored or sent under this id.
   *
   * @throws CorruptBlock if they are not the bytes the id names
   */
  public static Block checked(Cid cid, byte[] bytes) {
    if (!Arrays.equals(cid.digest(), Sha256.of(bytes))) {
      throw new CorruptBlock(cid);
    }
    return new Block(cid, bytes.clone());
  }

  public Cid cid() {
    return cid;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && block.cid.equals(cid);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }

  @Override
  public String toString() {
    return cid.text();
  }
}
