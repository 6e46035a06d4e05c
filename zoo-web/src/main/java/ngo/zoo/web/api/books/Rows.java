package ngo.zoo.web.api.books;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import ngo.zoo.books.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list too long to count.
 *
 * @param next path and query of what follows; absent at the end
 */
public record Rows<T>(List<T> items, @Nullable String next) {
  static <T> Rows<T> of(Slice<T> slice, UriInfo uri) {
    if (slice.next() == null) {
      return new Rows<>(slice.items(), null);
    }
    URI next = uri.getRequestUriBuilder().replaceQueryParam("cursor", slice.next()).build();
    return new Rows<>(slice.items(), next.getRawPath() + "?" + next.getRawQuery());
  }
}
