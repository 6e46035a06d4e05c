package ngo.zoo.web.security;

import java.util.Set;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a checked access token says of its bearer.
 *
 * @param login the realm's user name
 * @param name as shown to others
 * @param clientId the client itself when it signed in on its own behalf (client credentials); null
 *     for a person
 */
public record TokenClaims(String login, String name, @Nullable String clientId, Set<Role> roles) {
  public TokenClaims {
    roles = Set.copyOf(roles);
  }
}
