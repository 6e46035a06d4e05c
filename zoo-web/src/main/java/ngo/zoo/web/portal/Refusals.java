package ngo.zoo.web.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import ngo.zoo.shared.Refusal;

/** The one place where a refusal becomes words on a page, and a success survives its redirect. */
@Named
@ApplicationScoped
public class Refusals {
  @Inject Texts texts;

  /**
   * Shows a refusal beside the fields it names, else at the top.
   *
   * @param prefix of the page's element ids: field {@code text} stands in {@code prefix-text}
   */
  public void show(Refusal refusal, String prefix) {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (refusal.fields().isEmpty()) {
      faces.addMessage(null, error(String.valueOf(refusal.getMessage())));
    }
    refusal.fields().forEach((field, detail) -> add(faces, prefix + "-" + field, detail));
    faces.validationFailed();
  }

  /** Says that it is done, on the page the browser is sent to. */
  public void done(String key, Object... values) {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().getFlash().setKeepMessages(true);
    String text = texts.of(key, values);
    faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, text, text));
  }

  /** What stands at the top of the page: every message that belongs to no field. */
  public List<FacesMessage> getOfPage() {
    return FacesContext.getCurrentInstance().getMessageList(null);
  }

  private static void add(FacesContext faces, String id, String detail) {
    boolean onPage = faces.getViewRoot().invokeOnComponent(faces, id, (context, field) -> {});
    faces.addMessage(onPage ? id : null, error(detail));
  }

  private static FacesMessage error(String detail) {
    return new FacesMessage(FacesMessage.SEVERITY_ERROR, detail, detail);
  }
}
