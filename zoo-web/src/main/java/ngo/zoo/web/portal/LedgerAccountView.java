package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.Period;
import ngo.zoo.books.PostingRow;
import ngo.zoo.books.Slice;
import ngo.zoo.books.service.Books;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** One account with its postings, for staff. */
@Named
@ViewScoped
public class LedgerAccountView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int ROWS = 50;

  @Inject Books books;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private @Nullable String id;
  private String from = "";
  private String to = "";
  private String cursor = "";
  private @Nullable AccountRow account;
  private Slice<PostingRow> rows = new Slice<>(List.of(), null);
  private List<Amount> balances = List.of();

  /** Staff only; 404 when the address names no account. */
  public void load() throws IOException {
    gate.staff();
    if (me.isStaff()) {
      Lookup.byId(id, wanted -> books.account(caller(), wanted)).ifPresent(this::read);
    }
  }

  private void read(AccountRow found) {
    account = found;
    UUID wanted = found.id();
    try {
      Period period = Given.period(from, to);
      rows = books.postings(caller(), wanted, period, Cursor.of(cursor), ROWS);
      balances = books.balances(caller(), wanted, period);
    } catch (Refusal refusal) {
      refusals.show(refusal, "account");
    }
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public @Nullable AccountRow getAccount() {
    return account;
  }

  public Slice<PostingRow> getRows() {
    return rows;
  }

  /** What stood on the account before the days shown and after them; empty when unreadable. */
  public List<Amount> getBalances() {
    return balances;
  }

  /** Whether some days are chosen. */
  public boolean isLimited() {
    return !from.isEmpty() || !to.isEmpty();
  }

  /** The days as they stand in addresses. */
  public String getQuery() {
    return new QueryText().with("from", from).with("to", to).toString();
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = Given.text(from);
  }

  public String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = Given.text(to);
  }

  public String getCursor() {
    return cursor;
  }

  public void setCursor(@Nullable String cursor) {
    this.cursor = Given.text(cursor);
  }
}
