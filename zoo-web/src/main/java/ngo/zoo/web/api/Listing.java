package ngo.zoo.web.api;

import java.util.List;
import java.util.function.Function;
import ngo.zoo.shared.Page;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next path and query of the following page; absent on the last
 */
public record Listing<T>(List<T> items, long total, int first, int size, @Nullable String next) {

  /** A short list, whole. */
  public static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, items.size(), 0, items.size(), null);
  }

  /** The same page with its rows shown otherwise. */
  public <R> Listing<R> map(Function<T, R> shown) {
    return new Listing<>(items.stream().map(shown).toList(), total, first, size, next);
  }

  public static <T> Listing<T> of(Page<T> page, Paging paging) {
    return new Listing<>(
        page.items(), page.total(), paging.first, paging.size, paging.next(page.total()));
  }
}
