package ngo.zoo.gpu.node;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import ngo.zoo.gpu.node.http.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * The models in use. Others may take their place at any time: a request goes on with the models it
 * began with, and those that were replaced are freed when the last such request is done.
 */
final class Shelf {
  /** Whoever uses the models shares the lock; whoever has it alone has freed them. */
  private record Stand(Models models, ReentrantReadWriteLock use) {}

  private volatile @Nullable Stand stand;

  /** Answers one request. */
  @FunctionalInterface
  interface Use {
    void with(Models models) throws IOException;
  }

  /**
   * @throws ApiError 503 before the first models are there
   */
  Models now() {
    return present().models;
  }

  /** Has the models used; they stay as they are until that is over. */
  void use(Use use) throws IOException {
    Stand present = present();
    while (!present.use.readLock().tryLock()) {
      present = present();
    }
    try {
      use.with(present.models);
    } finally {
      present.use.readLock().unlock();
    }
  }

  private Stand present() {
    Stand present = stand;
    if (present == null) {
      throw ApiError.unavailable("loading", "The node is loading its models");
    }
    return present;
  }

  /** New requests use these; what they replace is freed in the background. */
  void replace(Models fresh) {
    Stand before = stand;
    stand = new Stand(fresh, new ReentrantReadWriteLock());
    if (before != null) {
      Thread.ofVirtual().name("free models").start(() -> free(before));
    }
  }

  /** The lock stays taken: a late request finds it so and takes the new models. */
  private static void free(Stand old) {
    old.use.writeLock().lock();
    old.models.close();
  }
}
