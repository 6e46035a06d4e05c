package ngo.zoo.web.security;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sign-in?to=/page.xhtml}: the path is constrained, so whoever gets here has signed in and
 * is sent on to the page they came from. Only paths of this site are followed.
 */
@WebServlet("/sign-in")
public final class SignInServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect(localPath(request.getParameter("to")));
  }

  /** The path when it stays on this site, else the root. */
  static String localPath(@Nullable String path) {
    boolean local = path != null && path.matches("/(?![/\\\\])[\\w./?=&%+-]*");
    return local && path != null ? path : "/";
  }
}
