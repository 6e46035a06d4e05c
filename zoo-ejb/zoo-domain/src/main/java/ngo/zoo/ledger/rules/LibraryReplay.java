package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import ngo.zoo.log.MerkleFrontier;
import ngo.zoo.log.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * One library from its first version on: the operations of versions 1 to n, one after the other,
 * give the members of version n. Holds the members of one version.
 */
public final class LibraryReplay {
  /**
   * A member as its row says it.
   *
   * @param leafData of its experience
   * @param digest in the id of its experience's block; the same unless a row was changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Member(int position, UUID experience, byte[] leafData, byte[] digest) {}

  /**
   * What differs.
   *
   * @param operations whether they do not give the root of the record
   * @param members each by its position or by what is missing
   */
  public record Difference(boolean operations, List<String> members) {}

  private NavigableSet<byte[]> members = empty();

  /** Leaf data of the version last taken, in the order of the snapshot tree. */
  public Collection<byte[]> members() {
    return members;
  }

  /**
   * The next version.
   *
   * @param record null when there is none that can be believed; then the rows are
   * @param rows in the order of their positions
   */
  public Difference next(@Nullable CommittedVersion record, List<Member> rows) {
    NavigableSet<byte[]> stored = of(rows);
    if (record == null) {
      members = stored;
      return new Difference(false, order(rows));
    }
    NavigableSet<byte[]> replayed = replayed(record.operations());
    boolean given =
        replayed != null
            && replayed.size() == record.size()
            && Arrays.equals(root(replayed), record.root());
    members = given && replayed != null ? replayed : stored;
    if (!given && !Arrays.equals(root(stored), record.root())) {
      return new Difference(true, List.of("the rows do not make the root either"));
    }
    return new Difference(!given, compared(rows));
  }

  private @Nullable NavigableSet<byte[]> replayed(List<VersionOperation> operations) {
    NavigableSet<byte[]> next = empty();
    next.addAll(members);
    for (VersionOperation operation : operations) {
      byte[] removed = operation.removed();
      if (removed != null && !next.remove(removed)) {
        return null;
      }
    }
    for (VersionOperation operation : operations) {
      byte[] added = operation.added();
      if (added != null && !next.add(added)) {
        return null;
      }
    }
    return next;
  }

  /** Rows against members, both in the order of the tree. */
  private List<String> compared(List<Member> rows) {
    List<String> wrong = new ArrayList<>();
    NavigableSet<byte[]> missing = empty();
    missing.addAll(members);
    for (Member row : rows) {
      if (!missing.remove(leaf(row))) {
        wrong.add("position " + row.position + ": experience " + row.experience);
      }
    }
    if (rows.size() < members.size() || wrong.isEmpty()) {
      missing.forEach(leaf -> wrong.add("missing " + HexFormat.of().formatHex(leaf)));
    }
    return wrong.isEmpty() ? order(rows) : wrong;
  }

  private List<String> order(List<Member> rows) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean ascends =
          i == 0 || Arrays.compareUnsigned(leaf(rows.get(i - 1)), leaf(rows.get(i))) < 0;
      if (rows.get(i).position != i || !ascends) {
        wrong.add("position " + rows.get(i).position + ": order");
      }
    }
    return wrong;
  }

  /** An experience whose leaf data was changed is named as such and is still the member it was. */
  private byte[] leaf(Member row) {
    return members.contains(row.leafData) || !members.contains(row.digest)
        ? row.leafData
        : row.digest;
  }

  private static NavigableSet<byte[]> of(List<Member> rows) {
    NavigableSet<byte[]> set = empty();
    rows.forEach(row -> set.add(row.leafData));
    return set;
  }

  private static byte[] root(Collection<byte[]> sorted) {
    MerkleFrontier tree = new MerkleFrontier();
    sorted.forEach(leaf -> tree.append(MerkleTree.leafHash(leaf), (level, index, hash) -> {}));
    return tree.root();
  }

  private static NavigableSet<byte[]> empty() {
    return new TreeSet<>(Arrays::compareUnsigned);
  }
}
