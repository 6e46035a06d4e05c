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
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    String home = URI.create(request.getRequestURL().toString()).resolve("/").toString();
    response.sendRedirect(
        realm
            + "/protocol/openid-connect/logout?client_id="
            + encoded(clientId)
            + "&post_logout_redirect_uri="
            + encoded(home));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
