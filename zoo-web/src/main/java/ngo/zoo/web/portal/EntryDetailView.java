package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.books.BatchPlace;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.books.rules.CorrectionRules;
import ngo.zoo.books.service.Books;
import ngo.zoo.books.service.Corrections;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Caller;
import org.jspecify.annotations.Nullable;

/** One journal entry: what caused it, whether it was taken back, and where the log has it. */
@Named
@ViewScoped
public class EntryDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Accounts accounts;
  @Inject Books books;
  @Inject Corrections corrections;
  @Inject Me me;

  private @Nullable String id;
  private @Nullable EntryView entry;
  private @Nullable BatchPlace place;
  private @Nullable CorrectionView correction;
  private String causeName = "";

  /** Reads the entry; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, entryId -> accounts.entry(caller(), entryId)).ifPresent(this::read);
  }

  private void read(EntryView found) {
    entry = found;
    UUID entryId = found.id();
    causeName = books.causeName(caller(), entryId).orElse("");
    place = books.place(caller(), entryId).orElse(null);
    correction = corrections.ofEntry(caller(), entryId).orElse(null);
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public @Nullable EntryView getEntry() {
    return entry;
  }

  /** Null until the entry is in a batch. */
  public @Nullable BatchPlace getPlace() {
    return place;
  }

  /** What takes the entry back or has taken it back; null when nothing does. */
  public @Nullable CorrectionView getCorrection() {
    return correction;
  }

  /** Why it cannot be taken back; empty when it can. */
  public String getObstacle() {
    return entry == null ? "" : CorrectionRules.obstacle(entry.causeKind());
  }

  /** The page that shows the cause; null where the reader has none. */
  public @Nullable String getCausePage() {
    return entry == null ? null : new CausePage(entry, causeName, me.isStaff()).address();
  }

  /** What people call the cause; the head of its id when it has no name. */
  public @Nullable String getCauseName() {
    return causeName.isEmpty() ? null : causeName;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
