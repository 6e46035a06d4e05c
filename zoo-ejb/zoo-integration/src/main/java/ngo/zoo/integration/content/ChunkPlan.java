package ngo.zoo.integration.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How Arweave wants the data of a transaction cut: chunks as large as allowed, but for a tail that
 * would be too small alone. Data that end with a full chunk have an empty one behind it, which
 * stands in the tree and is never sent.
 *
 * @param ends the places behind the last byte of each
 */
record ChunkPlan(List<Long> ends) {
  static final int LARGEST = 256 * 1024;
  private static final int LEAST = 32 * 1024;

  /** Takes chunks in their order; the array is theirs. */
  @FunctionalInterface
  interface Taker {
    void take(int index, byte[] chunk) throws IOException;
  }

  ChunkPlan {
    ends = List.copyOf(ends);
  }

  static ChunkPlan of(long size) {
    List<Long> ends = new ArrayList<>();
    long at = 0;
    while (size - at >= LARGEST) {
      long rest = size - at;
      boolean smallTail = rest > LARGEST && rest - LARGEST < LEAST;
      at += smallTail ? (rest + 1) / 2 : LARGEST;
      ends.add(at);
    }
    ends.add(size);
    return new ChunkPlan(ends);
  }

  long size() {
    return ends.getLast();
  }

  /** Those that hold something. */
  int filled() {
    int all = ends.size();
    return all > 1 && ends.get(all - 2) == size() ? all - 1 : all;
  }

  int length(int index) {
    return (int) (ends.get(index) - (index == 0 ? 0 : ends.get(index - 1)));
  }

  /**
   * Cuts bytes that come in parts of any length; an {@link IllegalStateException} says that they
   * are fewer or more than planned.
   */
  Cutter cutter(Taker taker) {
    return new Cutter(taker);
  }

  /** Holds one chunk. */
  final class Cutter implements Archive.Taker {
    private final Taker taker;
    private int index;
    private int filled;
    private byte[] chunk = new byte[length(0)];

    private Cutter(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void take(byte[] part) throws IOException {
      int at = 0;
      while (at < part.length) {
        int taken = Math.min(part.length - at, chunk.length - filled);
        if (taken == 0) {
          throw new IllegalStateException("There are more bytes than " + size());
        }
        System.arraycopy(part, at, chunk, filled, taken);
        at += taken;
        filled += taken;
        if (filled == chunk.length) {
          next();
        }
      }
    }

    private void next() throws IOException {
      taker.take(index, chunk);
      index++;
      filled = 0;
      chunk = new byte[index < ends.size() ? length(index) : 0];
    }

    /** After the last part. */
    void end() {
      if (index < ChunkPlan.this.filled()) {
        throw new IllegalStateException("There are fewer bytes than " + size());
      }
    }
  }
}
