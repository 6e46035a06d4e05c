package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;

/**
 * Which form of a page was pressed once and asks whether it is meant. Its fields give way to what
 * will happen, so that what is confirmed is what was read; going back shows them as they were.
 */
@Named
@ViewScoped
public class AskingView implements Serializable {
  private static final long serialVersionUID = 1;

  private String form = "";

  /** First press: this form asks now, and no other. */
  public void about(String asked) {
    form = asked;
  }

  /** Back to the fields, or done. */
  public void end() {
    form = "";
  }

  public boolean is(String asked) {
    return form.equals(asked);
  }
}
