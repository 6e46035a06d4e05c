package ngo.zoo.bench.money;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last lines of a run: {@code FIGURE name median unit least..greatest}. */
final class Figures {
  private final List<String> lines = new ArrayList<>();
  private final Map<String, List<Double>> tables = new HashMap<>();
  private final Map<String, List<Double>> wal = new HashMap<>();

  /** Growth of the database during a round, per transfer. */
  void bytes(String contender, Sizes growth, long transfers) {
    tables
        .computeIfAbsent(contender, name -> new ArrayList<>())
        .add(growth.tables() / (double) transfers);
    wal.computeIfAbsent(contender, name -> new ArrayList<>())
        .add(growth.wal() / (double) transfers);
  }

  void contender(String name, List<Round> rounds) {
    add(name + "_rate", "transfers/s", rounds.stream().map(Round::rate).toList(), 0);
    add(name + "_client_cpu", "µs/transfer", rounds.stream().map(Round::cpuMicros).toList(), 1);
    add(name + "_bytes", "B/transfer", tables.getOrDefault(name, List.of()), 0);
    add(name + "_wal", "B/transfer", wal.getOrDefault(name, List.of()), 0);
  }

  /** The ratio of two rates, round by round. */
  void ratio(String name, List<Round> ours, List<Round> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i).rate() / theirs.get(i).rate());
    }
    add(name, "ratio", ratios, 2);
  }

  void print() {
    lines.forEach(System.out::println);
  }

  private void add(String name, String unit, List<Double> values, int decimals) {
    List<Double> sorted = values.stream().sorted().toList();
    double middle = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    String number = "%." + decimals + "f";
    lines.add(
        String.format(
            Locale.ROOT,
            "FIGURE %s " + number + " %s " + number + ".." + number,
            name,
            middle,
            unit,
            sorted.getFirst(),
            sorted.getLast()));
  }
}
