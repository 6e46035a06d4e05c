package ngo.zoo.web.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;

/** The caller of this request. */
@RequestScoped
public class CurrentCaller {
  /**
   * @throws Refusal {@code unauthenticated} when nobody has signed in
   */
  public Caller get() {
    return optional()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.UNAUTHENTICATED, "unauthenticated", "Sign in first", Map.of()));
  }

  public Optional<Caller> optional() {
    return Optional.empty();
  }
}
