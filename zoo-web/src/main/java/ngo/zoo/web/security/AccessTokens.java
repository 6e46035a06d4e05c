package ngo.zoo.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens of the realm (RFC 7519, RFC 9068's rules as far as Keycloak follows them):
 * RS256 by a key the realm publishes, issuer, audience, not before, expiry, and that it is an
 * access token and no identity token. Keys are cached for five minutes and fetched anew for an
 * unknown key id, at most once per {@link #REFETCH}, so that forged key ids cannot be used to load
 * the realm.
 */
public final class AccessTokens {
  private static final Duration KEYS_LIVE = Duration.ofMinutes(5);
  private static final Duration REFETCH = Duration.ofSeconds(30);
  private static final int MOST_KEY_BYTES = 100_000;
  private static final int PATIENCE_MILLIS = 3_000;

  /**
   * Who a token must be for: one that a client of the realm got for something else opens nothing.
   */
  private static final String AUDIENCE = "zoo-api";

  private static final String SERVICE_ACCOUNT = "service-account-";

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * @param issuer the realm's URL, as it stands in {@code iss}
   * @param keys where the realm publishes its keys (RFC 7517)
   */
  public AccessTokens(String issuer, URI keys) {
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, source(keys)));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE,
            new JWTClaimsSet.Builder().issuer(issuer).claim("typ", "Bearer").build(),
            Set.of("exp", "preferred_username")));
  }

  /**
   * @throws Refusal {@code token-invalid} (401) when the token cannot be trusted; {@code
   *     sign-in-unavailable} (503) when the realm's keys cannot be had
   */
  public TokenClaims check(String token) {
    try {
      return claims(processor.process(token, null));
    } catch (KeySourceException e) {
      throw Refusal.unavailable(
          "sign-in-unavailable", "The sign-in service does not answer; try again in a minute");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED,
          "token-invalid",
          "The bearer token is not valid (" + e.getMessage() + "); fetch a new one",
          Map.of());
    }
  }

  private static JWKSource<SecurityContext> source(URI keys) {
    try {
      var retriever =
          new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_KEY_BYTES);
      return JWKSourceBuilder.create(keys.toURL(), retriever)
          .cache(KEYS_LIVE.toMillis(), PATIENCE_MILLIS * 2L)
          .rateLimited(REFETCH.toMillis())
          .retrying(true)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a URL of the realm's keys: " + keys, e);
    }
  }

  private static TokenClaims claims(JWTClaimsSet set) throws ParseException {
    String login = set.getStringClaim("preferred_username");
    String name = set.getStringClaim("name");
    return new TokenClaims(
        login,
        name == null ? login : name,
        login.startsWith(SERVICE_ACCOUNT) ? client(set) : null,
        roles(set.getJSONObjectClaim("realm_access")));
  }

  private static @Nullable String client(JWTClaimsSet set) throws ParseException {
    String id = set.getStringClaim("client_id");
    return id == null ? set.getStringClaim("azp") : id;
  }

  private static Set<Role> roles(@Nullable Map<String, Object> realmAccess) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (realmAccess != null && realmAccess.get("roles") instanceof Collection<?> names) {
      for (Role role : Role.values()) {
        if (names.contains(role.name().toLowerCase(Locale.ROOT))) {
          roles.add(role);
        }
      }
    }
    return roles;
  }
}
