package ngo.zoo.bench.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene as its manual says: float vectors in one segment, 16 neighbours, breadth 100. The index is
 * kept, because building it takes a minute.
 */
final class PlainLucene implements Contender {
  private static final int K = 10;

  private final IndexSearcher searcher;
  private int inSight = K;

  PlainLucene(Path folder, float[][] vectors) throws IOException {
    MMapDirectory directory = new MMapDirectory(folder);
    if (!DirectoryReader.indexExists(directory)) {
      write(directory, vectors);
    }
    searcher = new IndexSearcher(DirectoryReader.open(directory));
  }

  private static void write(MMapDirectory directory, float[][] vectors) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(1000);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (float[] vector : vectors) {
        Document document = new Document();
        document.add(new KnnFloatVectorField("v", vector, VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  void widen(int rows) {
    inSight = rows;
  }

  int inSight() {
    return inSight;
  }

  @Override
  public String name() {
    return "lucene";
  }

  /** One segment without deletions: a document's number is its vector's row. */
  @Override
  public int[] nearest(float[] query) throws IOException {
    ScoreDoc[] found = searcher.search(new KnnFloatVectorQuery("v", query, inSight), K).scoreDocs;
    return Arrays.stream(found).mapToInt(doc -> doc.doc).toArray();
  }
}
