package ngo.zoo.bench.retrieval;

/** Something that finds near vectors. */
interface Contender {
  String name();

  /** Rows of the nearest ten. */
  int[] nearest(float[] query) throws Exception;
}
