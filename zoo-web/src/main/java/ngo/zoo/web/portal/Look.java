package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.util.Map;

/**
 * Light or dark, kept in a cookie so that it outlives the session. Switching redirects: after a
 * post to the same view the page would hold the styles of both themes.
 */
@Named
@RequestScoped
public class Look {
  private static final String COOKIE = "zoo-theme";
  private static final int YEAR_SECONDS = 31_536_000;

  public boolean isDark() {
    Object cookie =
        FacesContext.getCurrentInstance().getExternalContext().getRequestCookieMap().get(COOKIE);
    return cookie instanceof Cookie c && "dark".equals(c.getValue());
  }

  /** Name of the PrimeFaces theme. */
  public String getTheme() {
    return "material-compact-indigo-" + (isDark() ? "dark" : "light");
  }

  /** Switches and shows the page of this address again. */
  public void toggle(String here) throws IOException {
    var external = FacesContext.getCurrentInstance().getExternalContext();
    external.addResponseCookie(
        COOKIE,
        isDark() ? "light" : "dark",
        Map.of("path", "/", "maxAge", YEAR_SECONDS, "httpOnly", true));
    external.redirect(Address.local(here));
  }
}
