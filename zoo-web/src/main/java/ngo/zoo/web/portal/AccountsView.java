package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** All accounts, for staff; what is searched stands in the address. */
@Named
@ViewScoped
public class AccountsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Books books;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private String kind = "";
  private String asset = "";
  private String search = "";
  private String sort = "balance";
  private boolean funded;
  private @Nullable PageModel<AccountRow> rows;

  /** Staff only; says what of the search cannot be read. */
  public void load() throws IOException {
    gate.staff();
    try {
      query();
      rows =
          new PageModel<>(
              request -> books.accounts(me.caller().orElseThrow(), query(), request), search);
    } catch (Refusal refusal) {
      refusals.show(refusal, "accounts");
    }
  }

  private AccountQuery query() {
    return new AccountQuery(
        Names.filter(AccountKind.class, "kind", kind),
        Given.asset(asset),
        search.strip(),
        funded,
        Names.parse(AccountQuery.Order.class, "sort", sort));
  }

  /** Null when the search cannot be read. */
  public @Nullable PageModel<AccountRow> getRows() {
    return rows;
  }

  /** The search as it stands in addresses. */
  public String getQuery() {
    return new QueryText()
        .with("kind", kind)
        .with("asset", asset)
        .with("search", search)
        .with("sort", sort)
        .with("funded", funded ? "true" : "")
        .toString();
  }

  public String getKind() {
    return kind;
  }

  public void setKind(@Nullable String kind) {
    this.kind = Given.text(kind);
  }

  public String getAsset() {
    return asset;
  }

  public void setAsset(@Nullable String asset) {
    this.asset = Given.text(asset);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }

  public String getSort() {
    return sort;
  }

  public void setSort(@Nullable String sort) {
    this.sort = Given.text(sort).isEmpty() ? "balance" : Given.text(sort);
  }

  public boolean isFunded() {
    return funded;
  }

  public void setFunded(boolean funded) {
    this.funded = funded;
  }
}
