package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.JournalQuery;
import ngo.zoo.books.Slice;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** The whole journal, searched by staff; what is searched stands in the address. */
@Named
@ViewScoped
public class JournalView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int ROWS = 30;

  @Inject Books books;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;
  @Inject Show show;

  private String search = "";
  private String causeKind = "";
  private String cause = "";
  private String key = "";
  private String from = "";
  private String to = "";
  private String asset = "";
  private String least = "";
  private String most = "";
  private String cursor = "";
  private Slice<EntryView> rows = new Slice<>(List.of(), null);

  /** Staff only; says what of the search cannot be read. */
  public void load() throws IOException {
    gate.staff();
    if (!me.isStaff()) {
      return;
    }
    try {
      rows = books.journal(me.caller().orElseThrow(), wanted(), Cursor.of(cursor), ROWS);
    } catch (Refusal refusal) {
      refusals.show(refusal, "journal");
    }
  }

  private JournalQuery wanted() {
    Asset given = Given.asset(asset);
    Asset counted = given == null ? Asset.KEEPER : given;
    boolean amounts = !least.isEmpty() || !most.isEmpty();
    return new JournalQuery(
        search,
        Names.filter(CauseKind.class, "cause_kind", causeKind),
        Given.id("cause", cause),
        key.isEmpty() ? null : key,
        Given.period(from, to),
        amounts ? counted : given,
        Given.amount("least", counted, least),
        Given.amount("most", counted, most));
  }

  /** What an entry moves: the sum of its positive lines, per asset. */
  public String moved(EntryView entry) {
    return entry.postings().stream()
        .map(EntryView.PostingView::amount)
        .filter(amount -> amount.units().signum() > 0)
        .collect(
            Collectors.toMap(
                Amount::asset,
                amount -> amount,
                Amount::plus,
                () -> new TreeMap<>(Comparator.<Asset>naturalOrder())))
        .values()
        .stream()
        .map(show::amount)
        .collect(Collectors.joining(", "));
  }

  /** Each account that an entry moves, once. */
  public List<Between> between(EntryView entry) {
    return entry.postings().stream()
        .map(line -> new Between(line.kind(), line.owner()))
        .distinct()
        .toList();
  }

  /** One account in the list. */
  public record Between(AccountKind kind, String owner) {}

  public Slice<EntryView> getRows() {
    return rows;
  }

  /** The search as it stands in addresses, without where its page begins. */
  public String getQuery() {
    return new QueryText()
        .with("search", search)
        .with("cause_kind", causeKind)
        .with("cause", cause)
        .with("key", key)
        .with("from", from)
        .with("to", to)
        .with("asset", asset)
        .with("least", least)
        .with("most", most)
        .toString();
  }

  /** Whether anything is searched for beyond the memo. */
  public boolean isDetailed() {
    return !(cause + key + asset + least + most).isEmpty();
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }

  public String getCauseKind() {
    return causeKind;
  }

  public void setCauseKind(@Nullable String causeKind) {
    this.causeKind = Given.text(causeKind);
  }

  public String getCause() {
    return cause;
  }

  public void setCause(@Nullable String cause) {
    this.cause = Given.text(cause);
  }

  public String getKey() {
    return key;
  }

  public void setKey(@Nullable String key) {
    this.key = Given.text(key);
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

  public String getAsset() {
    return asset;
  }

  public void setAsset(@Nullable String asset) {
    this.asset = Given.text(asset);
  }

  public String getLeast() {
    return least;
  }

  public void setLeast(@Nullable String least) {
    this.least = Given.text(least);
  }

  public String getMost() {
    return most;
  }

  public void setMost(@Nullable String most) {
    this.most = Given.text(most);
  }

  public String getCursor() {
    return cursor;
  }

  public void setCursor(@Nullable String cursor) {
    this.cursor = Given.text(cursor);
  }
}
