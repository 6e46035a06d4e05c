package ngo.zoo.persistence.rewards;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What a transaction posted that lets its locks go before the disk has its commit. Nobody may be
 * told of it before {@link Durability} says that it stays.
 *
 * @param entries the entries' ids in order
 * @param witnesses if these are there, all of them are
 */
public record EarlyPosting(List<UUID> entries, List<UUID> witnesses) {
  static final EarlyPosting NOTHING = new EarlyPosting(List.of(), List.of());

  /**
   * One new entry stands for all: what it was posted with shares its commit, and what was there
   * before was committed earlier. Without a new one each has to be asked for.
   *
   * @param mine the ids that new entries get
   */
  static EarlyPosting of(List<UUID> mine, List<UUID> entries) {
    List<UUID> witnesses =
        IntStream.range(0, entries.size())
            .filter(i -> entries.get(i).equals(mine.get(i)))
            .mapToObj(entries::get)
            .limit(1)
            .toList();
    return new EarlyPosting(
        entries, witnesses.isEmpty() ? entries.stream().distinct().toList() : witnesses);
  }
}
