package ngo.zoo.ledger.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;

/** Random vectors and experiences for tests, the same for a seed. */
final class Vectors {
  private Vectors() {}

  static float[] floats(Random random, int dimension) {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static QuantisedVector vector(Random random, int dimension) {
    return QuantisedVector.of(floats(random, dimension));
  }

  static Entry entry(Random random, String text, QuantisedVector vector) {
    byte[] leafData = new byte[32];
    random.nextBytes(leafData);
    UUID id = new UUID(random.nextLong(), random.nextLong());
    UUID author = new UUID(0, random.nextInt(3));
    String domain = "domain" + random.nextInt(4);
    return new Entry(
        new IndexedExperience(id, domain, text, author, leafData, ExperienceStatus.ADOPTED),
        vector);
  }

  /** Every vector stands twice or thrice, with leaf data on both sides of the sign bit. */
  static List<Entry> withTies(Random random, int size, int dimension) {
    List<Entry> entries = new ArrayList<>();
    while (entries.size() < size) {
      QuantisedVector vector = vector(random, dimension);
      for (int i = 0; i < 2 + random.nextInt(2); i++) {
        entries.add(entry(random, "e" + entries.size(), vector));
      }
    }
    return entries;
  }
}
