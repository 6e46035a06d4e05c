package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where the reader is, so that signing in and switching the theme come back here. */
@Named
@RequestScoped
public class Address {
  private static final String HOME = "/index.xhtml";

  /** Path and query of this page, inside the application. */
  public String getHere() {
    var external = FacesContext.getCurrentInstance().getExternalContext();
    HttpServletRequest request = (HttpServletRequest) external.getRequest();
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** The way to sign in and come back: a servlet behind the realm, which redirects. */
  public String getSignIn() {
    return "/sign-in?to=" + URLEncoder.encode(getHere(), StandardCharsets.UTF_8);
  }

  /**
   * The address if it is a page of ours, else home: a link that carries an address must not be able
   * to send a reader elsewhere.
   */
  static String local(@Nullable String address) {
    return address != null && address.matches("/[\\w-][\\w/-]*\\.xhtml(\\?[^\\\\\\s]*)?")
        ? address
        : HOME;
  }
}
