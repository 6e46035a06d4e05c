package ngo.zoo.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import ngo.zoo.shared.PageRequest;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters every list takes. */
public class Paging {
  @Parameter(description = "Zero-based index of the first row")
  @QueryParam("first")
  @DefaultValue("0")
  int first;

  @Parameter(description = "Most rows to return, 1 to 200")
  @QueryParam("size")
  @DefaultValue("20")
  int size = 20;

  @Parameter(description = "Free text; empty for all")
  @QueryParam("search")
  @DefaultValue("")
  String search = "";

  @Context UriInfo uri;

  public PageRequest request() {
    return new PageRequest(first, size, search);
  }

  @Nullable String next(long total) {
    if ((long) first + size >= total) {
      return null;
    }
    URI next = uri.getRequestUriBuilder().replaceQueryParam("first", first + size).build();
    return next.getRawPath() + "?" + next.getRawQuery();
  }
}
