package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.service.Accounts;
import org.jspecify.annotations.Nullable;

/** One journal entry. */
@Named
@ViewScoped
public class EntryDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Accounts accounts;
  @Inject Me me;

  private @Nullable String id;
  private @Nullable EntryView entry;

  /** Reads the entry; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, entryId -> accounts.entry(me.caller().orElseThrow(), entryId))
        .ifPresent(found -> entry = found);
  }

  public @Nullable EntryView getEntry() {
    return entry;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
