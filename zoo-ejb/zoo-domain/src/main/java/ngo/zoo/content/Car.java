package ngo.zoo.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import ngo.zoo.log.Cid;

/**
 * A content-addressable archive (CARv1): a header that names roots, then blocks, each with its id.
 * The archive of a library version is deterministic: its roots are the manifest and the version's
 * record, its first block is the manifest, and the others follow sorted by their ids.
 *
 * @param roots where a reader begins
 * @param blocks in the order of the file
 */
public record Car(List<Cid> roots, List<Block> blocks) {
  /** Media type (IANA). */
  public static final String MEDIA_TYPE = "application/vnd.ipld.car";

  /** Ids in the order of their binary form. */
  public static final Comparator<Cid> ORDER =
      Comparator.comparing(Cid::bytes, Arrays::compareUnsigned);

  public Car {
    roots = List.copyOf(roots);
    blocks = List.copyOf(blocks);
  }

  /** The archive of a version. */
  public static Car of(VersionManifest manifest, Collection<Block> content) {
    Block first = manifest.block();
    List<Block> blocks = new ArrayList<>(List.of(first));
    content.stream().sorted(Comparator.comparing(Block::cid, ORDER)).forEach(blocks::add);
    return new Car(roots(manifest), blocks);
  }

  /** The manifest, which leads to everything, and the record, whose id the log commits to. */
  public static List<Cid> roots(VersionManifest manifest) {
    return List.of(manifest.block().cid(), manifest.record());
  }

  /** The whole file. */
  public byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header(roots));
    blocks.forEach(block -> file.writeBytes(section(block)));
    return file.toByteArray();
  }

  /** What the file begins with. */
  public static byte[] header(List<Cid> roots) {
    return withLength(DagCbor.encode(Map.of("version", 1L, "roots", roots)), new byte[0]);
  }

  /** One block as it stands in the file. */
  public static byte[] section(Block block) {
    return withLength(block.cid().bytes(), block.bytes());
  }

  /**
   * Reads a file and checks every block.
   *
   * @throws IllegalArgumentException if it is no CARv1 with raw and dag-cbor blocks by SHA-256
   * @throws CorruptBlock naming the first block whose bytes are not what its id names
   */
  public static Car parse(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    List<Cid> roots = roots(next(in));
    List<Block> blocks = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] section = next(in);
      int start = Math.min(Cid.LENGTH, section.length);
      Cid cid = Cid.ofBytes(Arrays.copyOf(section, start));
      blocks.add(Block.checked(cid, Arrays.copyOfRange(section, start, section.length)));
    }
    return new Car(roots, blocks);
  }

  private static List<Cid> roots(byte[] header) {
    if (DagCbor.decode(header) instanceof Map<?, ?> map
        && map.size() == 2
        && Long.valueOf(1).equals(map.get("version"))
        && map.get("roots") instanceof List<?> roots
        && roots.stream().allMatch(Cid.class::isInstance)) {
      return roots.stream().map(Cid.class::cast).toList();
    }
    throw new IllegalArgumentException("Not the header of a CARv1");
  }

  private static byte[] next(ByteBuffer in) {
    long length = 0;
    int octet;
    int shift = 0;
    do {
      if (!in.hasRemaining() || shift > 28) {
        throw new IllegalArgumentException("The archive ends too early");
      }
      octet = in.get();
      length |= (octet & 0x7fL) << shift;
      shift += 7;
    } while (octet < 0);
    if (length == 0 || length > in.remaining()) {
      throw new IllegalArgumentException("The archive ends too early");
    }
    byte[] section = new byte[(int) length];
    in.get(section);
    return section;
  }

  /** Both parts behind their length as an unsigned LEB128 number. */
  private static byte[] withLength(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = first.length + second.length;
    for (; length > 0x7f; length >>>= 7) {
      out.write(length & 0x7f | 0x80);
    }
    out.write(length);
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
