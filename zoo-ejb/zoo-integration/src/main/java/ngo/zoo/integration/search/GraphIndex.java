package ngo.zoo.integration.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes.Library;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.VectorMatrix;
import ngo.zoo.ledger.search.VectorQuery;
import org.jspecify.annotations.Nullable;

/**
 * Many libraries in one graph. After building, the recall of sampled queries is measured against
 * the exact ranking and the search made broader until 95 of 100 nearest are found; a graph that
 * cannot reach it answers nothing, and the libraries are scanned.
 */
public final class GraphIndex implements BulkIndex {
  public static final double LEAST_RECALL = 0.95;

  private static final int SAMPLES = 200;
  private static final double NOISE = 0.5;
  private static final int SAMPLED_K = 10;
  private static final int NARROWEST = 12;
  private static final int BROADEST = 1024;
  private static final int STEP = 4;

  /** A filter that lets so few pass that this part of all rows was walked is better scanned. */
  private static final int PART_WALKED = 4;

  private final Map<String, Integer> versions;
  private final IndexedExperience[] experiences;
  private final VectorMatrix matrix;
  private final VectorGraph graph;
  private final int breadth;
  private final double recall;
  private final boolean fromDisk;

  private GraphIndex(Members members, GraphFolder.@Nullable Kept kept) {
    List<Entry> entries = members.entries();
    versions = members.versions();
    experiences = entries.stream().map(Entry::experience).toArray(IndexedExperience[]::new);
    matrix = VectorMatrix.of(entries.stream().map(Entry::vector).toList());
    fromDisk = kept != null;
    if (kept != null) {
      graph = new VectorGraph(matrix, kept.links());
      breadth = kept.breadth();
      recall = kept.recall();
      return;
    }
    graph = VectorGraph.of(matrix);
    ExactIndex exact = new ExactIndex(entries);
    List<QuantisedVector> samples = samples(entries);
    int reached = NARROWEST;
    double found = recall(exact, samples, reached);
    while (found < LEAST_RECALL && reached < BROADEST) {
      reached += Math.max(1, reached / STEP);
      found = recall(exact, samples, reached);
    }
    breadth = reached;
    recall = found;
  }

  private record Members(Map<String, Integer> versions, List<Entry> entries) {
    /** Those whose members all have vectors; what comes late would never be found in it. */
    static Members of(List<Library> libraries) {
      Map<String, Integer> versions = new HashMap<>();
      List<Entry> entries = new ArrayList<>();
      for (Library library : sorted(libraries)) {
        ExactIndex vectors = library.vectors().get();
        if (vectors.size() == library.size()) {
          versions.put(library.domain(), library.version());
          IntStream.range(0, vectors.size()).mapToObj(vectors::entry).forEach(entries::add);
        }
      }
      return new Members(Map.copyOf(versions), entries);
    }

    private static List<Library> sorted(List<Library> libraries) {
      return libraries.stream().sorted(Comparator.comparing(Library::domain)).toList();
    }
  }

  /** Made anew and kept nowhere. */
  public static GraphIndex of(List<Library> libraries) {
    return new GraphIndex(Members.of(libraries), null);
  }

  /** Read from the folder where it is kept; else made anew and kept there. */
  public static GraphIndex of(String embedderId, List<Library> libraries, GraphFolder folder) {
    Members members = Members.of(libraries);
    GraphKey key = GraphKey.of(embedderId, members.versions(), members.entries());
    GraphFolder.Kept kept = folder.find(key).orElse(null);
    GraphIndex index = new GraphIndex(members, kept);
    if (kept == null && index.size() > 0) {
      folder.keep(key, new GraphFolder.Kept(index.graph.links(), index.breadth, index.recall));
    }
    return index;
  }

  /** Whether it was kept from an earlier time. */
  public boolean isFromDisk() {
    return fromDisk;
  }

  @Override
  public String label() {
    return "hnsw";
  }

  @Override
  public Map<String, Integer> versions() {
    return versions;
  }

  @Override
  public int size() {
    return experiences.length;
  }

  /** Of ten nearest of the sampled queries, in parts of one. */
  public double recall() {
    return recall;
  }

  /** How many rows a search keeps in sight. */
  public int breadth() {
    return breadth;
  }

  @Override
  public Optional<List<Hit>> nearest(VectorQuery query) {
    if (recall < LEAST_RECALL || size() == 0) {
      return Optional.empty();
    }
    return nearest(query, Math.max(breadth, Math.ceilDiv(breadth * query.k(), SAMPLED_K)));
  }

  private Optional<List<Hit>> nearest(VectorQuery query, int inSight) {
    VectorMatrix.Probe probe = matrix.probe(query.vector());
    IntPredicate accepts = accepts(query.filter());
    int most = accepts == null ? Integer.MAX_VALUE : size() / PART_WALKED;
    int[] rows = graph.near(probe, inSight, accepts, most);
    if (rows == null || (accepts != null && rows.length < query.k())) {
      return Optional.empty();
    }
    return Optional.of(ranked(query, probe, rows));
  }

  private @Nullable IntPredicate accepts(SearchFilter filter) {
    boolean whole = filter.domains().isEmpty() || filter.domains().containsAll(versions.keySet());
    SearchFilter rest = whole ? filter.within(Set.of()) : filter;
    return rest.equals(SearchFilter.NONE) ? null : row -> rest.accepts(experiences[row]);
  }

  private record Candidate(int row, double cosine) {}

  /** Plain loops: this runs for every query. */
  private List<Hit> ranked(VectorQuery query, VectorMatrix.Probe probe, int[] rows) {
    List<Candidate> candidates = new ArrayList<>(rows.length);
    for (int row : rows) {
      double cosine = probe.cosine(row);
      if (cosine >= query.floor()) {
        candidates.add(new Candidate(row, cosine));
      }
    }
    candidates.sort(this::compare);
    int size = Math.min(query.k(), candidates.size());
    List<Hit> hits = new ArrayList<>(size);
    for (Candidate nearest : candidates.subList(0, size)) {
      int row = nearest.row;
      hits.add(new Hit(experiences[row], nearest.cosine, matrix.row(row)));
    }
    return hits;
  }

  /** Nearest first, ties as everywhere. */
  private int compare(Candidate a, Candidate b) {
    int nearer = Double.compare(b.cosine, a.cosine);
    return nearer != 0
        ? nearer
        : IndexedExperience.ORDER.compare(experiences[a.row], experiences[b.row]);
  }

  /** Rows moved a little: what is asked is like what is there, but not the same. */
  private static List<QuantisedVector> samples(List<Entry> entries) {
    Random random = new Random(SAMPLES);
    return IntStream.range(0, entries.isEmpty() ? 0 : SAMPLES)
        .mapToObj(i -> moved(entries.get(random.nextInt(entries.size())).vector(), random))
        .toList();
  }

  /** By noise half as long as the vector, which turns it by some 27 degrees. */
  private static QuantisedVector moved(QuantisedVector vector, Random random) {
    byte[] bytes = vector.bytes();
    double squares = IntStream.range(0, bytes.length).mapToDouble(i -> bytes[i] * bytes[i]).sum();
    double noise = NOISE * Math.sqrt(squares / bytes.length);
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bytes[i] + noise * random.nextGaussian());
    }
    return QuantisedVector.of(values);
  }

  private double recall(ExactIndex exact, List<QuantisedVector> samples, int inSight) {
    return samples.stream()
        .map(sample -> new VectorQuery(sample, SAMPLED_K, -1))
        .mapToDouble(
            query -> recall(exact.nearest(query), nearest(query, inSight).orElse(List.of())))
        .average()
        .orElse(1);
  }

  private static double recall(List<Hit> wanted, List<Hit> found) {
    Set<IndexedExperience> seen = found.stream().map(Hit::experience).collect(Collectors.toSet());
    return (double) wanted.stream().filter(hit -> seen.contains(hit.experience())).count()
        / wanted.size();
  }
}
