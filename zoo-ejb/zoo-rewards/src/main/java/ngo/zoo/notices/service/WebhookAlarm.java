package ngo.zoo.notices.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import ngo.zoo.notices.rules.MailRule;
import ngo.zoo.persistence.notices.DeliveryQueue.SwitchedOff;
import ngo.zoo.persistence.notices.PartnerEventStore;
import ngo.zoo.shared.Mail;

/** Tells an organisation by e-mail that its endpoint was switched off, whatever else it chose. */
@ApplicationScoped
public class WebhookAlarm {
  @Inject private PartnerEventStore events;
  @Inject private Mail mail;

  @Transactional
  public void tell(SwitchedOff off) {
    PartnerEventStore.Addressee addressee = events.addressee(off.organisation());
    if (MailRule.isAddress(addressee.email())) {
      mail.send(
          "webhook-off:" + off.webhook() + ":" + Instant.now().getEpochSecond(),
          addressee.email(),
          "A webhook was switched off",
          """
          The webhook %s of %s was switched off: %s.

          What it should have been told is kept. Repair it, switch it on again in the portal and
          replay what failed.
          """
              .formatted(off.url(), addressee.organisation(), off.why()),
          List.of());
    }
  }
}
