package ngo.zoo.bench.money;

import java.util.Random;

/**
 * One way to move money.
 *
 * @param name as the figures call it
 * @param clients threads, each with a connection of its own
 * @param size transfers that one call posts
 */
record Contender(String name, int clients, int size, Work work) {
  /** One call: one transaction, committed when it returns. */
  @FunctionalInterface
  interface Work {
    void run(Random random) throws Exception;
  }
}
