package ngo.zoo.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values of named figures, one per round; printed as {@code FIGURE name median unit
 * least..greatest}.
 */
public final class Series {
  private record Name(String name, String unit, int decimals) {}

  private final Map<Name, List<Double>> values = new LinkedHashMap<>();

  public void add(String name, double value, String unit, int decimals) {
    values.computeIfAbsent(new Name(name, unit, decimals), key -> new ArrayList<>()).add(value);
  }

  public void print() {
    values.forEach((name, rounds) -> System.out.println(line(name, rounds)));
  }

  private static String line(Name name, List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    double middle = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    String number = "%." + name.decimals() + "f";
    return String.format(
        Locale.ROOT,
        "FIGURE %s " + number + " %s " + number + ".." + number,
        name.name(),
        middle,
        name.unit(),
        sorted.getFirst(),
        sorted.getLast());
  }
}
