package ngo.zoo.bench.retrieval;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import ngo.zoo.bench.Series;
import ngo.zoo.integration.search.GraphIndex;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.VectorMatrix;
import ngo.zoo.ledger.search.VectorQuery;

/**
 * Our indexes beside plain Lucene and brute force on 100 000 clustered vectors, one query after the
 * other on one thread, all of them in every round, ratios within a round. Recall is of the ten
 * nearest by float dot products.
 */
public final class RetrievalBench {
  private static final int VECTORS = 100_000;
  private static final int DIMENSION = 384;
  private static final int QUERIES = 1000;
  private static final int LIBRARY = 1000;
  private static final int TOP = 8;
  private static final int TIMED = 20_000;
  private static final double LEAST_RECALL = 0.95;
  private static final long SEED = 7;

  // Time on the core, so that neighbours on a busy machine do not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Series series = new Series();
  private final float[][] vectors;
  private final float[][] queries;
  private int[][] truth = {};
  private long sink;

  private RetrievalBench() {
    Clusters clusters = new Clusters(SEED, DIMENSION);
    vectors = clusters.take(VECTORS);
    queries = clusters.take(QUERIES);
  }

  /** {@code RetrievalBench ROUNDS FOLDER}. */
  public static void main(String[] arguments) throws Exception {
    new RetrievalBench().run(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
  }

  private void run(int rounds, Path folder) throws Exception {
    say("kernel " + VectorMatrix.kernel());
    BruteForce brute = new BruteForce(vectors, OurIndex.K);
    truth = Dump.truth(folder, QUERIES, OurIndex.K);
    if (truth.length == 0) {
      truth = Arrays.stream(queries).map(brute::nearest).toArray(int[][]::new);
      Dump.write(folder, vectors, queries, truth);
    }
    say("truth is known");
    PlainLucene lucene = new PlainLucene(folder.resolve("lucene"), vectors);
    say("Lucene's index is there");
    ExactIndex exact = OurIndex.exact(vectors);
    long start = CPU.getCurrentThreadCpuTime();
    GraphIndex graph = OurIndex.graph(exact);
    series.add("zoo_build", seconds(start), "CPU-s", 1);
    say("our graph is there, with " + graph.breadth() + " in sight");
    OurIndex.Graph ours = new OurIndex.Graph(graph);
    double recall = recall(ours);
    series.add("zoo_recall", recall, "of_1", 4);
    OurIndex.Exact scan = new OurIndex.Exact(exact);
    series.add("zoo_exact_recall", recall(scan), "of_1", 4);
    List<Contender> slow = List.of(scan, brute);

    tune(lucene, LEAST_RECALL);
    int least = lucene.inSight();
    series.add("lucene_recall", recall(lucene), "of_1", 4);
    tune(lucene, recall);
    int equal = lucene.inSight();
    series.add("lucene_equal_recall", recall(lucene), "of_1", 4);
    for (int i = 0; i <= rounds; i++) {
      Series to = i == 0 ? new Series() : series;
      double zoo = rate(to, ours, ours.name(), QUERIES);
      lucene.widen(least);
      double plain = rate(to, lucene, "lucene", QUERIES);
      lucene.widen(equal);
      double plainEqual = rate(to, lucene, "lucene_equal", QUERIES);
      to.add("qps_vs_lucene", zoo / plain, "ratio", 2);
      to.add("qps_vs_lucene_at_our_recall", zoo / plainEqual, "ratio", 2);
      double scanned = rate(to, slow.getFirst(), "zoo_exact", 100);
      to.add("exact_vs_brute_force", scanned / rate(to, brute, "brute_force", 50), "ratio", 2);
      library(to);
      say("round done, " + Long.toHexString(sink));
    }
    series.print();
  }

  private void tune(PlainLucene lucene, double least) throws Exception {
    int inSight = OurIndex.K;
    lucene.widen(inSight);
    while (recall(lucene) < least && inSight < 1000) {
      inSight += Math.max(1, inSight / 10);
      lucene.widen(inSight);
    }
    say("Lucene reaches " + least + " with " + inSight + " in sight");
  }

  private double rate(Series to, Contender contender, String name, int count) throws Exception {
    long start = CPU.getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      sink += contender.nearest(queries[i])[0];
    }
    double rate = count / seconds(start);
    to.add(name + "_qps", rate, "queries/s", 0);
    return rate;
  }

  /** The wall's time of each search of a library of the usual size. */
  private void library(Series to) {
    ExactIndex library = OurIndex.exact(Arrays.copyOf(vectors, LIBRARY));
    long[] nanos = new long[TIMED];
    for (int i = 0; i < TIMED; i++) {
      VectorQuery query = OurIndex.query(queries[i % QUERIES]);
      long start = System.nanoTime();
      sink += library.nearest(new VectorQuery(query.vector(), TOP, -1)).size();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    to.add("exact_p50_micros", nanos[TIMED / 2] / 1e3, "us", 1);
    to.add("exact_p99_micros", nanos[TIMED * 99 / 100] / 1e3, "us", 1);
  }

  private double recall(Contender contender) throws Exception {
    long found = 0;
    for (int i = 0; i < QUERIES; i++) {
      int[] rows = contender.nearest(queries[i]);
      int[] wanted = truth[i];
      found += IntStream.of(wanted).filter(w -> IntStream.of(rows).anyMatch(r -> r == w)).count();
    }
    return (double) found / ((long) QUERIES * OurIndex.K);
  }

  private static double seconds(long start) {
    return (CPU.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static void say(String line) {
    System.out.printf(
        Locale.ROOT, "%.1f s: %s%n", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3, line);
  }
}
