package ngo.zoo.web.security;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.rewards.service.KeyCallers;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * Turns a request's credentials into a {@link Caller}. A bearer credential is an API key when it
 * starts with {@code zoo_}, else an access token of the realm; without one the browser session
 * speaks. A credential that is wrong is refused and never passed over in favour of a weaker one.
 */
@ApplicationScoped
public class Identities {
  private static final String BEARER = "bearer ";
  private static final String KEY = "zoo_";
  private static final String MOVED = "X-Zoo-Credential";

  @EJB Callers callers;
  @Inject KeyCallers keys;

  @Inject
  @ConfigProperty(name = "zoo.oidc.provider-url", defaultValue = "http://localhost:8180/realms/zoo")
  String realm;

  private AccessTokens tokens;

  @PostConstruct
  void connect() {
    tokens = new AccessTokens(realm, URI.create(realm + "/protocol/openid-connect/certs"));
  }

  /**
   * The caller, or null when the request carries no credential.
   *
   * @throws Refusal {@code authorization-unreadable}, {@code token-invalid} (401), and what {@link
   *     KeyCallers#of} refuses
   */
  @Nullable Caller of(HttpServletRequest request) {
    String authorization = authorization(request);
    if (authorization != null) {
      return bearer(authorization, request.getRemoteAddr());
    }
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : session(principal, request);
  }

  /**
   * The Authorization header. Under /v1 and /api it stands in {@link #MOVED}:
   * undertow-handlers.conf moves it out of sight of the server's own OIDC mechanism, which would
   * answer an API key with a page of its own.
   */
  public static @Nullable String authorization(HttpServletRequest request) {
    String moved = request.getHeader(MOVED);
    return moved == null ? request.getHeader("Authorization") : moved;
  }

  /**
   * The caller by this Authorization header alone.
   *
   * @throws Refusal as {@link #of}
   */
  public Caller bearer(String authorization, String address) {
    String credential = credential(authorization);
    if (credential.startsWith(KEY)) {
      return keys.of(credential, address);
    }
    return token(credential);
  }

  private static String credential(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthenticated("authorization-unreadable", "Send: Authorization: Bearer KEY-OR-TOKEN");
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private Caller token(String credential) {
    TokenClaims claims = tokens.check(credential);
    String clientId = claims.clientId();
    return clientId == null
        ? callers.person(claims.login(), claims.name(), claims.roles())
        : callers.client(clientId, claims.roles());
  }

  private Caller session(Principal principal, HttpServletRequest request) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (request.isUserInRole(role.name().toLowerCase(Locale.ROOT))) {
        roles.add(role);
      }
    }
    return callers.person(principal.getName(), displayName(principal), roles);
  }

  private static String displayName(Principal principal) {
    if (principal instanceof OidcPrincipal<?> signedIn
        && signedIn.getOidcSecurityContext().getIDToken() != null) {
      String name = signedIn.getOidcSecurityContext().getIDToken().getName();
      return name == null || name.isBlank() ? principal.getName() : name;
    }
    return principal.getName();
  }

  private static Refusal unauthenticated(String code, String detail) {
    return new Refusal(Refusal.Kind.UNAUTHENTICATED, code, detail, Map.of());
  }
}
