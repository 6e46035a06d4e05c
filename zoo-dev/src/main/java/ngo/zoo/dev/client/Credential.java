package ngo.zoo.dev.client;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller presents: nothing, a fixed API key, or a token that is renewed before it ends. */
public abstract class Credential {
  /** The value of the Authorization header. */
  public abstract Optional<String> header();

  /** Somebody who is not signed in. */
  public static Credential none() {
    return new Credential() {
      @Override
      public Optional<String> header() {
        return Optional.empty();
      }
    };
  }

  /** An API key or a token got elsewhere. */
  public static Credential bearer(String value) {
    return new Credential() {
      @Override
      public Optional<String> header() {
        return Optional.of("Bearer " + value);
      }
    };
  }

  /** A person of the development realm, by the direct grant of client {@code zoo-cli}. */
  public static Credential person(String realm, String login, String password) {
    return new Token(
        realm,
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "zoo-cli",
            "username",
            login,
            "password",
            password,
            "scope",
            "openid"));
  }

  /** A client of the realm that acts for itself. */
  public static Credential client(String realm, String id, String secret) {
    return new Token(
        realm,
        Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret));
  }

  private static final class Token extends Credential {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final String realm;
    private final Map<String, String> grant;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String token;
    private Instant until = Instant.MIN;

    Token(String realm, Map<String, String> grant) {
      this.realm = realm;
      this.grant = grant;
    }

    @Override
    public synchronized Optional<String> header() {
      if (token == null || Instant.now().isAfter(until.minus(MARGIN))) {
        renew();
      }
      return Optional.of("Bearer " + token);
    }

    private void renew() {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
              .timeout(Duration.ofSeconds(20))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form(grant)))
              .build();
      Reply reply = send(request).expect(200);
      try (JsonReader reader = Json.createReader(new StringReader(reply.body()))) {
        var json = reader.readObject();
        token = json.getString("access_token");
        until = Instant.now().plusSeconds(json.getInt("expires_in"));
      }
    }

    private Reply send(HttpRequest request) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.headers(), answer.body());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("Keycloak does not answer at " + realm, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static String form(Map<String, String> fields) {
      return fields.entrySet().stream()
          .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
          .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
