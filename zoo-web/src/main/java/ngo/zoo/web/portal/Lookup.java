package ngo.zoo.web.portal;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds what a page's address names; answers 404 in words when there is no such thing. */
final class Lookup {
  private Lookup() {}

  /** By an id in the address; a text that is no UUID is as unknown as an id nobody has. */
  static <T> Optional<T> byId(@Nullable String id, Function<UUID, T> find) {
    return of(() -> find.apply(UUID.fromString(String.valueOf(id))));
  }

  /** Empty, with the response complete, when {@code find} refuses or cannot read its input. */
  static <T> Optional<T> of(Supplier<T> find) {
    try {
      return Optional.of(find.get());
    } catch (IllegalArgumentException unreadable) {
      respond(HttpServletResponse.SC_NOT_FOUND);
    } catch (Refusal refusal) {
      if (refusal.kind() != Refusal.Kind.NOT_FOUND) {
        throw refusal;
      }
      respond(HttpServletResponse.SC_NOT_FOUND);
    }
    return Optional.empty();
  }

  /** Ends the request with this status; the container shows the error page for it. */
  static void respond(int status) {
    FacesContext faces = FacesContext.getCurrentInstance();
    ExternalContext external = faces.getExternalContext();
    try {
      external.responseSendError(status, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces.responseComplete();
  }
}
