package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.notices.service.NotificationPreferences;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which events the organisation shown is told of by e-mail. */
@Named
@ViewScoped
public class NotificationsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject NotificationPreferences preferences;
  @Inject BillingView billingView;
  @Inject Refusals refusals;

  private String @Nullable [] mailed;

  /** Types that are told by e-mail. */
  public String[] getMailed() {
    if (mailed == null) {
      mailed =
          present().stream()
              .filter(NotificationPreference::email)
              .map(NotificationPreference::type)
              .toArray(String[]::new);
    }
    return mailed.clone();
  }

  public void setMailed(String[] mailed) {
    this.mailed = mailed.clone();
  }

  /** Keeps the choice. */
  public @Nullable String save() {
    Set<String> chosen = Set.copyOf(Arrays.asList(getMailed()));
    try {
      preferences.choose(
          billingView.reader(),
          billingView.id(),
          present().stream()
              .map(it -> new NotificationPreference(it.type(), chosen.contains(it.type())))
              .toList());
      refusals.done("notifications.saved");
      return "/webhooks.xhtml?faces-redirect=true&organisation=" + billingView.id();
    } catch (Refusal refusal) {
      refusals.show(refusal, "notifications");
      return null;
    }
  }

  private List<NotificationPreference> present() {
    return preferences.list(billingView.reader(), billingView.id());
  }
}
