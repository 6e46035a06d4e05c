package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.KeyState;
import ngo.zoo.billing.KeyView;
import ngo.zoo.billing.NewKey;
import ngo.zoo.billing.rules.AddressRange;
import ngo.zoo.billing.service.Keys;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/** API keys of the organisation shown: make, show once, rotate, revoke. */
@Named
@ViewScoped
public class KeysView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Keys keys;
  @Inject BillingView billingView;
  @Inject Refusals refusals;

  private String name = "";
  private String project = "";
  private String[] scopes = {Scope.MODELS_READ.word(), Scope.CHAT_WRITE.word()};
  private String addresses = "";
  private @Nullable Integer days;
  private @Nullable Integer rate;
  private @Nullable Integer newRate;
  private @Nullable KeyView limiting;
  private @Nullable String secret;
  private @Nullable KeyView rotating;
  private @Nullable KeyView revoking;

  public List<KeyView> getRows() {
    return keys.list(billingView.reader(), billingView.id());
  }

  /** Makes the key of the form and shows it once. */
  public void create() {
    attempt(() -> keys.create(billingView.reader(), billingView.id(), draft()));
  }

  /** First press: asks whether whatever uses the key can be given another in time. */
  public void chooseToRotate(KeyView key) {
    reconsider();
    rotating = key;
  }

  /** Second press: replaces the key; the old one opens for {@link #getGraceHours} still. */
  public void rotate() {
    KeyView key = rotating;
    if (key != null) {
      attempt(
          () -> keys.rotate(billingView.reader(), billingView.id(), key.id(), Keys.USUAL_GRACE));
      rotating = null;
    }
  }

  public long getGraceHours() {
    return Keys.USUAL_GRACE.toHours();
  }

  private void attempt(Supplier<NewKey> action) {
    try {
      secret = action.get().secret();
      reconsider();
      name = "";
    } catch (Refusal refusal) {
      refusals.show(refusal, "key");
    }
  }

  private KeyDraft draft() {
    Integer valid = days;
    return new KeyDraft(
        UUID.fromString(project),
        name,
        Scope.parse(String.join(" ", scopes)),
        AddressRange.parse(addresses),
        valid == null ? null : Instant.now().plus(Duration.ofDays(valid)),
        rate);
  }

  /** First press: asks how often the key may ask. */
  public void chooseToLimit(KeyView key) {
    reconsider();
    limiting = key;
    newRate = key.questionsPerHour();
  }

  /** Second press: the key asks this often at most from now on. */
  public void limit() {
    KeyView key = limiting;
    if (key == null) {
      return;
    }
    try {
      keys.limit(billingView.reader(), billingView.id(), key.id(), newRate);
      limiting = null;
      refusals.done("billing.key.rate.done", key.prefix());
    } catch (Refusal refusal) {
      refusals.show(refusal, "limit");
    }
  }

  /** How often all keys together may ask in an hour. */
  public int getRateOfAll() {
    return keys.rate(billingView.reader(), billingView.id());
  }

  /** First press: asks whether nothing uses the key any more. */
  public void choose(KeyView key) {
    reconsider();
    revoking = key;
  }

  public void reconsider() {
    rotating = null;
    revoking = null;
    limiting = null;
  }

  /** Second press: the key opens nothing from now on. */
  public void revoke() {
    KeyView key = revoking;
    revoking = null;
    if (key == null) {
      return;
    }
    try {
      keys.revoke(billingView.reader(), billingView.id(), key.id());
    } catch (Refusal refusal) {
      refusals.show(refusal, "key");
    }
  }

  /** The reader has copied the key; it is gone for good. */
  public void forget() {
    secret = null;
  }

  public boolean live(KeyView key) {
    return key.state() == KeyState.ACTIVE || key.state() == KeyState.RETIRING;
  }

  public List<String> getScopeChoices() {
    return Arrays.stream(Scope.values()).map(Scope::word).toList();
  }

  public @Nullable String getSecret() {
    return secret;
  }

  /** Null unless the reader is asked whether to rotate it. */
  public @Nullable KeyView getRotating() {
    return rotating;
  }

  /** Null unless the reader is asked how often it may ask. */
  public @Nullable KeyView getLimiting() {
    return limiting;
  }

  public @Nullable Integer getRate() {
    return rate;
  }

  public void setRate(@Nullable Integer rate) {
    this.rate = rate;
  }

  public @Nullable Integer getNewRate() {
    return newRate;
  }

  public void setNewRate(@Nullable Integer newRate) {
    this.newRate = newRate;
  }

  /** Null unless the reader is asked whether to revoke it. */
  public @Nullable KeyView getRevoking() {
    return revoking;
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name == null ? "" : name;
  }

  public String getProject() {
    return project;
  }

  public void setProject(String project) {
    this.project = project;
  }

  public String[] getScopes() {
    return scopes.clone();
  }

  public void setScopes(String[] scopes) {
    this.scopes = scopes.clone();
  }

  public String getAddresses() {
    return addresses;
  }

  public void setAddresses(@Nullable String addresses) {
    this.addresses = addresses == null ? "" : addresses;
  }

  public @Nullable Integer getDays() {
    return days;
  }

  public void setDays(@Nullable Integer days) {
    this.days = days;
  }
}
