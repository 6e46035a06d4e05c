package ngo.zoo.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this request, for pages and API alike. Found out when first asked for and then kept for
 * the request.
 */
@RequestScoped
public class CurrentCaller {
  @Inject HttpServletRequest request;
  @Inject Identities identities;

  private @Nullable Caller caller;
  private boolean known;

  /**
   * @throws Refusal {@code sign-in-needed} (401) without a credential; a wrong one is refused as
   *     {@link Identities} says
   */
  public Caller get() {
    return optional()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.UNAUTHENTICATED,
                    "sign-in-needed",
                    "Sign in, or send an API key or access token as bearer",
                    Map.of()));
  }

  /** Empty when nobody is signed in; a wrong credential is refused here too. */
  public Optional<Caller> optional() {
    if (!known) {
      caller = identities.of(request);
      known = true;
    }
    return Optional.ofNullable(caller);
  }

  /** Whether the browser session alone says who this is, as any site's form could make it do. */
  public boolean bySession() {
    return optional().isPresent() && Identities.authorization(request) == null;
  }
}
