package ngo.zoo.integration.search;

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
  private final int[] lowest;
  private final int stride;
  private final Map<Integer, int[]>[] above;
  private final int size;
  private final int entry;
  private final int mostNeighbours;

  @SuppressWarnings({"unchecked", "rawtypes"})
  FlatGraph(OnHeapHnswGraph built) {
    size = built.size();
    entry = built.entryNode();
    mostNeighbours = built.maxConn();
    stride = 2 * mostNeighbours + 1;
    lowest = new int[Math.multiplyExact(size, stride)];
    for (int node = 0; node < size; node++) {
      int[] neighbours = neighbours(built, 0, node);
      System.arraycopy(neighbours, 0, lowest, node * stride, neighbours.length);
    }
    above = new Map[built.numLevels()];
    for (int level = 1; level < above.length; level++) {
      above[level] = new HashMap<>();
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
      int[] nodes = above[level].keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
      return new ArrayNodesIterator(nodes, nodes.length);
    }
  }
}
