package ngo.zoo.shared;

/**
 * Which rows of a list: {@code first} is zero-based, {@code size} at most 200, {@code search} free
 * text, empty for all.
 */
public record PageRequest(int first, int size, String search) {
  public PageRequest {
    if (first < 0) {
      throw Refusal.field("page-out-of-range", "first", "first must be 0 or more");
    }
    if (size < 1 || size > 200) {
      throw Refusal.field("page-out-of-range", "size", "size must be 1 to 200");
    }
    if (search.indexOf('\0') >= 0) {
      throw Refusal.field("search-unreadable", "search", "search must not hold the character NUL");
    }
  }

  public static PageRequest first(int size) {
    return new PageRequest(0, size, "");
  }
}
