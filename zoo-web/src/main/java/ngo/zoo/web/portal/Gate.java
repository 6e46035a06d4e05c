package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a page asks before it is shown: is somebody signed in, and are they staff? */
@Named
@RequestScoped
public class Gate {
  @Inject Me me;
  @Inject Address address;

  /** Sends a stranger to sign in and back here. */
  public void signedIn() throws IOException {
    if (!me.isSignedIn()) {
      FacesContext.getCurrentInstance().getExternalContext().redirect(address.getSignIn());
    }
  }

  /** Sends a stranger to sign in; answers 403 to anyone who is not staff. */
  public void staff() throws IOException {
    signedIn();
    if (me.isSignedIn() && !me.isStaff()) {
      Lookup.respond(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}
