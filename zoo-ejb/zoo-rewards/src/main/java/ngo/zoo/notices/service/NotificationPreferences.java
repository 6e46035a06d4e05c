package ngo.zoo.notices.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.service.Tenancy;
import ngo.zoo.notices.EventType;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.persistence.notices.PartnerEventStore;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;

/** Which events an organisation is told of by e-mail. */
@Stateless
public class NotificationPreferences {
  @Inject private PartnerEventStore events;
  @Inject private Tenancy tenancy;

  /** All types, in their usual order. */
  public List<NotificationPreference> list(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return events.preferences(organisation);
  }

  /**
   * @param choices types not named stay as they are
   * @throws Refusal {@code event-type-unknown} (400)
   */
  public void choose(Caller caller, UUID organisation, List<NotificationPreference> choices) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    for (NotificationPreference choice : choices) {
      if (EventType.of(choice.type()).isEmpty()) {
        throw Refusal.field("event-type-unknown", "type", "No event " + choice.type());
      }
      events.prefer(organisation, choice);
    }
  }
}
