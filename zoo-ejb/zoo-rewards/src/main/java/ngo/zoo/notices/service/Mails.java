package ngo.zoo.notices.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.notices.MailView;
import ngo.zoo.persistence.notices.OutgoingMails;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Outgoing e-mails, for staff. */
@Stateless
public class Mails {
  @Inject private OutgoingMails mails;

  /** Newest first. */
  public Page<MailView> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return mails.page(request);
  }

  /**
   * Sends a mail that was kept or refused after all.
   *
   * @throws Refusal {@code mail-not-found} (404) when there is none that waits for this
   */
  public void send(Caller caller, UUID mail) {
    caller.require(Role.STAFF);
    if (!mails.again(mail)) {
      throw Refusal.notFound("mail", mail);
    }
  }
}
