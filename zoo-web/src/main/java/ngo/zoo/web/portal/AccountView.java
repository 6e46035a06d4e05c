package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.OrganisationView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.service.Receipts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** The reader's accounts, questions and, for partners, the organisation with its keys. */
@Named
@ViewScoped
public class AccountView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Set<AccountKind> SPENDABLE =
      Set.of(AccountKind.MEMBER, AccountKind.ORGANISATION);

  @Inject Accounts accounts;
  @Inject Stakes stakes;
  @Inject Receipts receipts;
  @Inject Callers callers;
  @Inject Me me;

  private @Nullable PageModel<EntryView> entries;
  private @Nullable PageModel<ReceiptView> asked;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public Set<Role> getRoles() {
    return reader().roles();
  }

  public Amount getLocked() {
    return stakes.locked(reader().id());
  }

  /** Null for who acts for no organisation. */
  public @Nullable OrganisationView getOrganisation() {
    return Optional.ofNullable(reader().organisationId()).map(callers::organisation).orElse(null);
  }

  public PageModel<EntryView> getEntries() {
    if (entries == null) {
      entries = new PageModel<>(request -> accounts.entriesOf(reader(), owner(), request));
    }
    return entries;
  }

  public PageModel<ReceiptView> getAsked() {
    if (asked == null) {
      asked = new PageModel<>(request -> receipts.page(reader(), request));
    }
    return asked;
  }

  /** What an entry added to or took from what the reader may spend: not stakes, nor fees held. */
  public Amount moved(EntryView entry) {
    return entry.postings().stream()
        .filter(posting -> posting.ownerId().equals(owner()))
        .filter(posting -> SPENDABLE.contains(posting.kind()))
        .map(EntryView.PostingView::amount)
        .reduce(Amount::plus)
        .orElseGet(() -> Amount.zero(entry.postings().getFirst().amount().asset()));
  }

  private UUID owner() {
    return Optional.ofNullable(reader().organisationId()).orElse(reader().id());
  }
}
