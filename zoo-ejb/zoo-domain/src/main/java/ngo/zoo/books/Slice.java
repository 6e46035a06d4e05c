package ngo.zoo.books;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list too long to count: where the next begin instead of how many there are.
 *
 * @param next to ask for what follows; null at the end
 */
public record Slice<T>(List<T> items, @Nullable String next) {
  public Slice {
    items = List.copyOf(items);
  }
}
