package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.notices.MailState;
import ngo.zoo.notices.MailView;
import ngo.zoo.notices.service.Mails;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Outgoing e-mails, for staff. */
@Named
@ViewScoped
public class MailsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Mails mails;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable String search;
  private @Nullable PageModel<MailView> rows;

  public PageModel<MailView> getRows() {
    if (rows == null) {
      rows =
          new PageModel<>(
              request -> mails.page(me.caller().orElseThrow(), request),
              ProposalsView.text(search));
    }
    return rows;
  }

  /** Whether it waits for somebody to send it. */
  public boolean sendable(MailView mail) {
    return mail.state() == MailState.KEPT || mail.state() == MailState.FAILED;
  }

  /** Hands it to the mail server after all. */
  public void send(UUID mail) {
    try {
      mails.send(me.caller().orElseThrow(), mail);
      refusals.done("mails.sent");
    } catch (Refusal refusal) {
      refusals.show(refusal, "mails");
    }
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
