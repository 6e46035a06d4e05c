package ngo.zoo.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A realm of one key that signs tokens and publishes its key over a real socket. */
final class TestRealm implements AutoCloseable {
  final AtomicInteger fetches = new AtomicInteger();
  private final HttpServer server;
  private volatile RSAKey key = newKey("first");

  TestRealm() throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/certs",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  URI keys() {
    return URI.create(issuer() + "/certs");
  }

  AccessTokens tokens() {
    return new AccessTokens(issuer(), keys());
  }

  void rotate() throws JOSEException {
    key = newKey("second");
  }

  static RSAKey newKey(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  /** Claims of a good token of maya, to be spoiled by a test. */
  JWTClaimsSet.Builder maya() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(List.of("zoo-api", "account"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("typ", "Bearer")
        .claim("azp", "zoo-cli")
        .claim("preferred_username", "maya")
        .claim("name", "Maya Adler")
        .claim("realm_access", Map.of("roles", List.of("member", "staff", "offline_access")));
  }

  String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, key);
  }

  static String signed(JWTClaimsSet claims, RSAKey with) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), claims);
    token.sign(new RSASSASigner(with));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
