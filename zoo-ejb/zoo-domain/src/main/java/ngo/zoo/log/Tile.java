package ngo.zoo.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of the log as a static file (C2SP tlog-tiles): up to 256 hashes of one level of the tree,
 * or the entries under 256 leaf hashes.
 *
 * @param level 0 for the leaf hashes, L for the level 8·L of the tree; {@link #ENTRIES}
 * @param index of the tile among those of its level
 * @param width hashes or entries in it, 256 in a full tile
 */
public record Tile(int level, long index, int width) {
  /** What a full tile holds. */
  public static final int FULL = 256;

  /** Stands for the entries in place of a level. */
  public static final int ENTRIES = -1;

  /** Levels of the tree in one level of tiles. */
  public static final int HEIGHT = 8;

  private static final int HIGHEST = 63 / HEIGHT;
  private static final Pattern PATH =
      Pattern.compile(
          "(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,4})([0-9]{3})"
              + "(?:\\.p/([1-9][0-9]{0,2}))?");

  public Tile {
    if (level < ENTRIES || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("No such tile");
    }
  }

  /**
   * Reads what follows {@code tile/}.
   *
   * @throws IllegalArgumentException if it names no tile or not as it should be named
   */
  public static Tile parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("No such tile");
    }
    String level = matcher.group(1);
    String digits = matcher.group(2).replaceAll("[x/]", "") + matcher.group(3);
    String width = matcher.group(4);
    Tile tile =
        new Tile(
            level.equals("entries") ? ENTRIES : Integer.parseInt(level),
            Long.parseLong(digits),
            width == null ? FULL : Integer.parseInt(width));
    if (!tile.path().equals(path)) {
      throw new IllegalArgumentException("No such tile");
    }
    return tile;
  }

  /**
   * What follows {@code tile/}: the index in groups of three digits, all but the last with an x.
   */
  public String path() {
    StringBuilder name = new StringBuilder(group(index));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      name.insert(0, "x" + group(rest) + "/");
    }
    String first = level == ENTRIES ? "entries" : Integer.toString(level);
    return first + "/" + name + (width == FULL ? "" : ".p/" + width);
  }

  private static String group(long number) {
    return String.format(Locale.ROOT, "%03d", number % 1000);
  }

  /** Where its first hash stands in its level of the tree, or its first entry in the log. */
  public long first() {
    return index * FULL;
  }
}
