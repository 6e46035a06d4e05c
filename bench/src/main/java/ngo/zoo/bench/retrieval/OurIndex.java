package ngo.zoo.bench.retrieval;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.integration.search.GraphIndex;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.BulkIndexes.Library;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.VectorQuery;

/** What the server searches with, from the float vector of the question to the hits. */
final class OurIndex {
  static final int K = 10;
  private static final UUID AUTHOR = new UUID(0, 1);

  private OurIndex() {}

  static ExactIndex exact(float[][] vectors) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      byte[] leafData = ByteBuffer.allocate(32).putInt(i).array();
      IndexedExperience experience =
          new IndexedExperience(
              new UUID(0, i), "bench", "", AUTHOR, leafData, ExperienceStatus.ADOPTED);
      entries.add(new Entry(experience, QuantisedVector.of(vectors[i])));
    }
    return new ExactIndex(entries);
  }

  static GraphIndex graph(ExactIndex exact) {
    return GraphIndex.of(List.of(new Library("bench", 1, exact.size(), () -> exact)));
  }

  static VectorQuery query(float[] query) {
    return new VectorQuery(QuantisedVector.of(query), K, -1);
  }

  static int[] rows(List<Hit> hits) {
    return hits.stream()
        .mapToInt(hit -> (int) hit.experience().id().getLeastSignificantBits())
        .toArray();
  }

  record Graph(GraphIndex index) implements Contender {
    @Override
    public String name() {
      return "zoo";
    }

    @Override
    public int[] nearest(float[] query) {
      return rows(index.nearest(query(query)).orElseThrow());
    }
  }

  record Exact(ExactIndex index) implements Contender {
    @Override
    public String name() {
      return "zoo_exact";
    }

    @Override
    public int[] nearest(float[] query) {
      return rows(index.nearest(query(query)));
    }
  }
}
