package ngo.zoo.ledger.search;

import java.util.Locale;

/**
 * Dot products of signed bytes, exact and therefore the same from every implementation; components
 * lie in −127…127, the query stands widened to 16 bits. One implementation is chosen when the class
 * is loaded, and used until the compiler has made it fast, which takes the vector unit's some 0.4
 * s: load it when the application starts.
 */
abstract sealed class DotKernel permits ScalarKernel, VectorKernel {
  private static final int WARM_ROUNDS = 24;
  private static final int WARM_ROWS = 1000;
  private static final int WARM_DIMENSION = 384;

  private static final DotKernel CHOSEN = choose();

  /** The fastest that this virtual machine runs. */
  static DotKernel chosen() {
    return CHOSEN;
  }

  /** Of the query and the bytes from {@code offset} on. */
  abstract int dot(short[] query, byte[] matrix, int offset);

  /** Of the query and each of {@code rows} rows that follow each other from {@code offset} on. */
  abstract void dots(short[] query, byte[] matrix, int offset, int rows, int[] into);

  /**
   * Of the query and four rows anywhere: their bytes are fetched side by side, which hides most of
   * the wait for memory.
   */
  abstract void dots(short[] query, byte[] matrix, int a, int b, int c, int d, int[] into);

  /** For figures and logs. */
  abstract String label();

  private static DotKernel choose() {
    DotKernel kernel = VectorModule.isUsable() ? new VectorKernel() : new ScalarKernel();
    short[] query = new short[WARM_DIMENSION];
    byte[] matrix = new byte[WARM_ROWS * WARM_DIMENSION];
    for (int i = 0; i < WARM_ROUNDS; i++) {
      kernel.dots(query, matrix, 0, WARM_ROWS, new int[WARM_ROWS]);
    }
    return kernel;
  }

  /**
   * The incubating vector module is only there when the virtual machine was started with {@code
   * --add-modules jdk.incubator.vector}, and only its optimising compiler makes it fast: without
   * that compiler it is a hundred times slower than a plain loop.
   */
  private static final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    static boolean isUsable() {
      return ModuleLayer.boot().findModule(NAME).isPresent()
          && hasOptimisingCompiler()
          && isVisible();
    }

    private static boolean hasOptimisingCompiler() {
      String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
      return !mode.contains("emulated-client") && !mode.contains("interpreted");
    }

    /** A server with modules of its own shows it to an application only when told to. */
    private static boolean isVisible() {
      try {
        Class.forName(NAME + ".ShortVector", false, DotKernel.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }
}
