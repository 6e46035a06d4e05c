package ngo.zoo.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import ngo.zoo.shared.Refusal;

/** Refuses addresses with the character NUL, which no text of the database can be compared to. */
@Provider
@PreMatching
public final class ReadableAddress implements ContainerRequestFilter {
  private static final String NUL = "%00";

  @Override
  public void filter(ContainerRequestContext request) {
    URI address = request.getUriInfo().getRequestUri();
    if (address.getRawPath().contains(NUL) || String.valueOf(address.getRawQuery()).contains(NUL)) {
      request
          .getUriInfo()
          .getQueryParameters()
          .forEach(
              (name, values) -> {
                if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                  throw Refusal.field(
                      "parameter-unreadable", name, name + " must not hold the character NUL");
                }
              });
      throw Refusal.invalid("address-unreadable", "A path must not hold the character NUL");
    }
  }
}
