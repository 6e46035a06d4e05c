package ngo.zoo.integration.search;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * A finished graph in one array: the lowest level's neighbours, where a search spends its time, row
 * by row, each with its count first; the few nodes above by level. Shared by threads through {@link
 * #walk}.
 */
final class FlatGraph {
  private static final int MOST_NEIGHBOURS = 1000;
  private static final int MOST_LEVELS = 100;

  private final int[] lowest;
  private final int stride;
  private final Map<Integer, int[]>[] above;
  private final int size;
  private final int entry;
  private final int mostNeighbours;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private FlatGraph(int size, int entry, int mostNeighbours, int levels) {
    this.size = size;
    this.entry = entry;
    this.mostNeighbours = mostNeighbours;
    stride = 2 * mostNeighbours + 1;
    lowest = new int[Math.multiplyExact(size, stride)];
    above = new Map[levels];
    for (int level = 1; level < levels; level++) {
      above[level] = new HashMap<>();
    }
  }

  FlatGraph(OnHeapHnswGraph built) {
    this(built.size(), built.entryNode(), built.maxConn(), built.numLevels());
    for (int node = 0; node < size; node++) {
      int[] neighbours = neighbours(built, 0, node);
      System.arraycopy(neighbours, 0, lowest, node * stride, neighbours.length);
    }
    for (int level = 1; level < above.length; level++) {
      HnswGraph.NodesIterator nodes = built.getNodesOnLevel(level);
      while (nodes.hasNext()) {
        int node = nodes.nextInt();
        above[level].put(node, neighbours(built, level, node));
      }
    }
  }

  private static int[] neighbours(OnHeapHnswGraph built, int level, int node) {
    NeighborArray from = built.getNeighbors(level, node);
    int[] counted = new int[from.size() + 1];
    counted[0] = from.size();
    System.arraycopy(from.nodes(), 0, counted, 1, from.size());
    return counted;
  }

  /** As {@link #read} takes it. */
  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    out.writeInt(entry);
    out.writeInt(mostNeighbours);
    out.writeInt(above.length);
    for (int node = 0; node < size; node++) {
      write(out, lowest, node * stride);
    }
    for (int level = 1; level < above.length; level++) {
      out.writeInt(above[level].size());
      for (int node : nodes(level)) {
        out.writeInt(node);
        write(out, above[level].getOrDefault(node, new int[1]), 0);
      }
    }
  }

  private static void write(DataOutput out, int[] neighbours, int at) throws IOException {
    for (int i = 0; i <= neighbours[at]; i++) {
      out.writeInt(neighbours[at + i]);
    }
  }

  /**
   * @throws IOException unless it is a graph of so many rows
   */
  static FlatGraph read(DataInput in, int rows) throws IOException {
    int size = below(in.readInt(), rows + 1);
    int entry = below(in.readInt(), rows);
    int mostNeighbours = below(in.readInt(), MOST_NEIGHBOURS);
    FlatGraph graph = new FlatGraph(size, entry, mostNeighbours, below(in.readInt(), MOST_LEVELS));
    if (size != rows) {
      throw new IOException("it has " + size + " rows in place of " + rows);
    }
    for (int node = 0; node < size; node++) {
      int[] neighbours = graph.neighbours(in);
      System.arraycopy(neighbours, 0, graph.lowest, node * graph.stride, neighbours.length);
    }
    for (int level = 1; level < graph.above.length; level++) {
      int nodes = below(in.readInt(), rows + 1);
      for (int i = 0; i < nodes; i++) {
        graph.above[level].put(below(in.readInt(), rows), graph.neighbours(in));
      }
    }
    return graph;
  }

  private int[] neighbours(DataInput in) throws IOException {
    int[] neighbours = new int[1 + below(in.readInt(), stride)];
    neighbours[0] = neighbours.length - 1;
    for (int i = 1; i < neighbours.length; i++) {
      neighbours[i] = below(in.readInt(), size);
    }
    return neighbours;
  }

  private static int below(int number, int limit) throws IOException {
    if (number < 0 || number >= limit) {
      throw new IOException("it holds " + number + " where less than " + limit + " is right");
    }
    return number;
  }

  private int[] nodes(int level) {
    return above[level].keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** For one search. */
  HnswGraph walk() {
    return new Walk();
  }

  private final class Walk extends HnswGraph {
    private int[] neighbours = lowest;
    private int next;
    private int end;

    @Override
    public void seek(int level, int node) {
      neighbours = level == 0 ? lowest : above[level].getOrDefault(node, new int[1]);
      int start = level == 0 ? node * stride : 0;
      next = start + 1;
      end = next + neighbours[start];
    }

    @Override
    public int nextNeighbor() {
      return next < end ? neighbours[next++] : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public int neighborCount() {
      return end - next;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int numLevels() {
      return above.length;
    }

    @Override
    public int maxConn() {
      return mostNeighbours;
    }

    @Override
    public int entryNode() {
      return entry;
    }

    @Override
    public NodesIterator getNodesOnLevel(int level) {
      int[] nodes = nodes(level);
      return new ArrayNodesIterator(nodes, nodes.length);
    }
  }
}
