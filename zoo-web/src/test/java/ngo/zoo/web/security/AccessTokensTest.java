package ngo.zoo.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private TestRealm realm;

  @BeforeEach
  void open() throws IOException, JOSEException {
    realm = new TestRealm();
  }

  @AfterEach
  void close() {
    realm.close();
  }

  @Test
  void aPersonsTokenTellsLoginNameAndTheRolesWeKnow() throws JOSEException {
    TokenClaims claims = realm.tokens().check(realm.signed(realm.maya().build()));
    assertThat(claims.login()).isEqualTo("maya");
    assertThat(claims.name()).isEqualTo("Maya Adler");
    assertThat(claims.clientId()).isNull();
    assertThat(claims.roles()).containsExactlyInAnyOrder(Role.MEMBER, Role.STAFF);
  }

  @Test
  void aServiceAccountIsItsClient() throws JOSEException {
    JWTClaimsSet claims =
        realm
            .maya()
            .claim("preferred_username", "service-account-acme")
            .claim("client_id", "acme")
            .build();
    assertThat(realm.tokens().check(realm.signed(claims)).clientId()).isEqualTo("acme");
  }

  @Test
  void expiredNotYetValidForeignAndIdentityTokensAreRefused() throws JOSEException {
    Date hourAgo = Date.from(Instant.now().minusSeconds(3600));
    Date inAnHour = Date.from(Instant.now().plusSeconds(3600));
    assertRefused(c -> c.expirationTime(hourAgo));
    assertRefused(c -> c.notBeforeTime(inAnHour));
    assertRefused(c -> c.issuer("https://elsewhere.example/realms/zoo"));
    assertRefused(c -> c.audience("account"));
    assertRefused(c -> c.audience((String) null));
    assertRefused(c -> c.claim("typ", "ID"));
    assertRefused(c -> c.expirationTime(null));
    assertRefused(c -> c.claim("preferred_username", null));
  }

  @Test
  void aForgedSignatureIsRefused() throws JOSEException {
    String forged = TestRealm.signed(realm.maya().build(), TestRealm.newKey("first"));
    assertThat(refusal(realm.tokens(), forged).code()).isEqualTo("token-invalid");
  }

  @Test
  void anotherAlgorithmOrNoneIsRefused() throws JOSEException {
    SignedJWT byPassword =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), realm.maya().build());
    byPassword.sign(new MACSigner(new byte[32]));
    AccessTokens tokens = realm.tokens();
    assertThat(refusal(tokens, byPassword.serialize()).kind())
        .isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    assertThat(refusal(tokens, new PlainJWT(realm.maya().build()).serialize()).kind())
        .isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    assertThat(refusal(tokens, "no token at all").kind()).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
  }

  @Test
  void keysAreFetchedOnceAndAgainForAnUnknownKeyId() throws JOSEException {
    AccessTokens tokens = realm.tokens();
    tokens.check(realm.signed(realm.maya().build()));
    tokens.check(realm.signed(realm.maya().build()));
    assertThat(realm.fetches).hasValue(1);
    realm.rotate();
    assertThat(tokens.check(realm.signed(realm.maya().build())).login()).isEqualTo("maya");
    assertThat(realm.fetches).hasValue(2);
  }

  @Test
  void forgedKeyIdsDoNotLoadTheRealm() throws JOSEException {
    AccessTokens tokens = realm.tokens();
    String good = realm.signed(realm.maya().build());
    tokens.check(good);
    for (int i = 0; i < 10; i++) {
      refusal(tokens, TestRealm.signed(realm.maya().build(), TestRealm.newKey("forged-" + i)));
    }
    assertThat(realm.fetches.get()).isLessThanOrEqualTo(2);
    assertThat(tokens.check(good).login()).isEqualTo("maya");
  }

  @Test
  void aRealmThatIsDownIsNotTheCallersFault() throws JOSEException {
    AccessTokens tokens = new AccessTokens(realm.issuer(), URI.create("http://localhost:1/certs"));
    Refusal refusal = refusal(tokens, realm.signed(realm.maya().build()));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
    assertThat(refusal.code()).isEqualTo("sign-in-unavailable");
  }

  private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> spoil) throws JOSEException {
    String token = realm.signed(spoil.apply(realm.maya()).build());
    assertThat(refusal(realm.tokens(), token).code()).isEqualTo("token-invalid");
  }

  private static Refusal refusal(AccessTokens tokens, String token) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> tokens.check(token));
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
