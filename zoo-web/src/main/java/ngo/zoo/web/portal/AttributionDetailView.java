package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.rewards.AttributionView;
import ngo.zoo.rewards.service.Earnings;
import org.jspecify.annotations.Nullable;

/** Why one final answer paid what it paid. */
@Named
@ViewScoped
public class AttributionDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Earnings earnings;
  @Inject Me me;

  private @Nullable String receipt;
  private transient @Nullable AttributionView found;

  /** Reads it; 404 when the answer paid the reader nothing. */
  public void load() {
    if (me.isSignedIn()) {
      Lookup.byId(receipt, id -> earnings.attribution(me.caller().orElseThrow(), id))
          .ifPresent(it -> found = it);
    }
  }

  public @Nullable AttributionView getFound() {
    return found;
  }

  public @Nullable String getReceipt() {
    return receipt;
  }

  public void setReceipt(@Nullable String receipt) {
    this.receipt = receipt;
  }
}
