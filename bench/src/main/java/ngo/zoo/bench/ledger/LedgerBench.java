package ngo.zoo.bench.ledger;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import ngo.zoo.bench.Series;
import ngo.zoo.log.InclusionProof;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.MerkleFrontier;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;

/**
 * Tree building beside plain SHA-256 of the same bytes, proofs, and appending to a tree of a
 * million leaves. Everything runs on one thread, round after round, and ratios are taken within a
 * round.
 */
public final class LedgerBench {
  private static final int LEAVES = 1_000_000;
  private static final int RECORDS = 200_000;
  private static final int PROOFS = 20_000;
  private static final int APPENDS = 4_096;

  // Time on the core, so that neighbours on a busy machine do not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Series series = new Series();
  private final List<String> records = records();
  private final List<byte[]> leafData = leafData();
  private final MessageDigest plain = MessageDigest.getInstance("SHA-256");
  private long sink;

  private LedgerBench() throws NoSuchAlgorithmException {}

  /** {@code LedgerBench ROUNDS}. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    LedgerBench bench = new LedgerBench();
    Series warmUp = new Series();
    bench.round(warmUp);
    bench.round(warmUp);
    for (int i = 0; i < rounds; i++) {
      bench.round(bench.series);
    }
    bench.countAppends();
    bench.series.print();
  }

  private void round(Series to) {
    fromRecords(to);
    MerkleTree tree = fromLeafData(to);
    proofs(to, tree);
    appends(to, tree);
    System.out.printf(Locale.ROOT, "round done, %x%n", sink);
  }

  /** From the canonical JSON to the root, beside a SHA-256 of each record and one over them all. */
  private void fromRecords(Series to) {
    long start = CPU.getCurrentThreadCpuTime();
    MerkleTree tree = MerkleTree.of(records.stream().map(LogRecord::leafHash).toList());
    sink += tree.root()[0];
    double built = seconds(start);
    start = CPU.getCurrentThreadCpuTime();
    for (String record : records) {
      sink += plain.digest(record.getBytes(StandardCharsets.UTF_8))[0];
    }
    double each = seconds(start);
    start = CPU.getCurrentThreadCpuTime();
    for (String record : records) {
      plain.update(record.getBytes(StandardCharsets.UTF_8));
    }
    sink += plain.digest()[0];
    double stream = seconds(start);
    to.add("tree_leaves", RECORDS / built, "leaves/s", 0);
    to.add("sha256_records", RECORDS / each, "records/s", 0);
    to.add("tree_vs_sha256", each / built, "ratio", 2);
    to.add("tree_vs_sha256_stream", stream / built, "ratio", 2);
  }

  /** From h (32 bytes each) to the root, beside the very same messages hashed one by one. */
  private MerkleTree fromLeafData(Series to) {
    long start = CPU.getCurrentThreadCpuTime();
    MerkleTree tree = MerkleTree.of(leafData.stream().map(MerkleTree::leafHash).toList());
    sink += tree.root()[0];
    double built = seconds(start);
    byte[] leaf = new byte[33];
    byte[] node = new byte[65];
    start = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < LEAVES; i++) {
      sink += plain.digest(leaf)[0];
      sink += plain.digest(node)[0];
    }
    double messages = seconds(start);
    start = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < LEAVES; i++) {
      plain.update(leaf);
      plain.update(node);
    }
    sink += plain.digest()[0];
    double stream = seconds(start);
    to.add("bare_tree_leaves", LEAVES / built, "leaves/s", 0);
    to.add("bare_tree_vs_sha256_messages", messages / built, "ratio", 2);
    to.add("bare_tree_vs_sha256_stream", stream / built, "ratio", 2);
    return tree;
  }

  private void proofs(Series to, MerkleTree tree) {
    Random random = new Random(9162);
    byte[] root = tree.root();
    List<InclusionProof> proofs = new ArrayList<>();
    long start = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < PROOFS; i++) {
      proofs.add(tree.inclusion(random.nextInt(LEAVES)));
    }
    to.add("proofs_made", PROOFS / seconds(start), "proofs/s", 0);
    start = CPU.getCurrentThreadCpuTime();
    for (InclusionProof proof : proofs) {
      require(proof.proves(tree.hash(0, proof.index()), root));
    }
    to.add("proofs_verified", PROOFS / seconds(start), "proofs/s", 0);
    to.add("proof_bytes_at_1e6", mean(proofs), "B", 0);
  }

  private static double mean(List<InclusionProof> proofs) {
    return proofs.stream().mapToInt(p -> p.path().size() * Sha256.LENGTH).average().orElseThrow();
  }

  /** Each append begins with what is stored of the tree and ends with the new root. */
  private void appends(Series to, MerkleTree tree) {
    long start = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < APPENDS; i++) {
      sink += append(tree, LEAVES - 1 - i)[0];
    }
    to.add("appends_at_1e6", APPENDS / seconds(start), "appends/s", 0);
  }

  private byte[] append(MerkleTree stored, long size) {
    MerkleFrontier frontier = MerkleFrontier.of(stored, size);
    frontier.append(MerkleTree.leafHash(leafData.getFirst()), (level, index, hash) -> sink++);
    return frontier.root();
  }

  /** Digests computed and stored hashes read by one append, counted by the digest itself. */
  private void countAppends() throws InterruptedException {
    MerkleTree tree = MerkleTree.of(leafData.stream().map(MerkleTree::leafHash).toList());
    CountingSha256.install();
    // A thread of its own, because digests are kept per thread.
    Thread counting = new Thread(() -> count(tree));
    counting.start();
    counting.join();
    CountingSha256.uninstall();
  }

  private void count(MerkleTree tree) {
    CountingSha256.taken();
    for (int i = 0; i < APPENDS; i++) {
      long[] reads = {0};
      MerkleFrontier frontier =
          MerkleFrontier.of(
              (level, index) -> {
                reads[0]++;
                return tree.hash(level, index);
              },
              LEAVES - i);
      frontier.append(MerkleTree.leafHash(leafData.getFirst()), (level, index, hash) -> sink++);
      sink += frontier.root()[0];
      long hashes = CountingSha256.taken();
      require(hashes > 0);
      series.add("append_hashes_at_1e6", hashes, "digests", 0);
      series.add("append_reads_at_1e6", reads[0], "hashes", 0);
    }
  }

  /** As long as an experience's canonical JSON. */
  private static List<String> records() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          "{\"confidence_bp\":9000,\"created_at\":\"2026-01-05T09:00:00.000Z\",\"created_by\":"
              + "\"01900000-0000-7000-8000-0000000000aa\",\"domain\":\"keeper.signs\",\"examples\":"
              + "[{\"input\":\"4 0 7 2\",\"output\":\"0 7 2 4\"}],\"id\":\"01900000-0000-7000-8000-"
              + String.format(Locale.ROOT, "%012d", i)
              + "\",\"schema\":\"zoo/experience/1\",\"text\":\"When the sign shows otter, rotate the"
              + " digits left.\",\"type\":\"experience\"}");
    }
    return records;
  }

  private static List<byte[]> leafData() {
    List<byte[]> data = new ArrayList<>(LEAVES);
    for (int i = 0; i < LEAVES; i++) {
      data.add(ByteBuffer.allocate(Sha256.LENGTH).putInt(i).array());
    }
    return data;
  }

  private static double seconds(long start) {
    return (CPU.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static void require(boolean held) {
    if (!held) {
      throw new IllegalStateException("A proof did not verify or nothing was counted");
    }
  }
}
