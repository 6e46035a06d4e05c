package ngo.zoo.shared;

import java.util.List;

/** One page of a list and how many rows there are in all. */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
