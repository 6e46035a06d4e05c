package ngo.zoo.web.api;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
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

  /**
   * A page of a list that is read whole because it is short.
   *
   * @param words what the search looks in, of a row
   */
  public static <T> Listing<T> part(List<T> all, Paging paging, Function<T, String> words) {
    PageRequest request = paging.request();
    String wanted = request.search().strip().toLowerCase(Locale.ROOT);
    List<T> found =
        all.stream()
            .filter(row -> words.apply(row).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    List<T> page = found.stream().skip(request.first()).limit(request.size()).toList();
    return of(new Page<>(page, found.size()), paging);
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
