package ngo.zoo.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * {@code POST /sign-out}: ends the session here and at the realm (OpenID Connect RP-Initiated
 * Logout 1.0) and comes back to the public home page. No GET, so that a link or image elsewhere
 * cannot sign anybody out.
 */
@WebServlet("/sign-out")
public class SignOutServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject
  @ConfigProperty(name = "zoo.oidc.provider-url", defaultValue = "http://localhost:8180/realms/zoo")
  String realm;

  @Inject
  @ConfigProperty(name = "zoo.oidc.client-id", defaultValue = "zoo-portal")
  String clientId;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String address = address(request);
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    response.sendRedirect(address);
  }

  /** The realm's logout; with the ID token as hint it asks the reader for no confirmation. */
  private String address(HttpServletRequest request) {
    String home = URI.create(request.getRequestURL().toString()).resolve("/").toString();
    String hint = idToken(request.getUserPrincipal());
    return realm
        + "/protocol/openid-connect/logout?client_id="
        + encoded(clientId)
        + "&post_logout_redirect_uri="
        + encoded(home)
        + (hint == null ? "" : "&id_token_hint=" + encoded(hint));
  }

  private static @Nullable String idToken(@Nullable Principal principal) {
    return principal instanceof OidcPrincipal<?> signedIn
        ? signedIn.getOidcSecurityContext().getIDTokenString()
        : null;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
