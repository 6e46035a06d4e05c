package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.routing.LeaseView;
import ngo.zoo.routing.service.Router;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** Leases of credit that are out, for staff. */
@Named
@ViewScoped
public class LeasesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Router router;
  @Inject Me me;

  private String search = "";
  private @Nullable PageModel<LeaseView> rows;

  public PageModel<LeaseView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> router.leases(me.caller().orElseThrow(), request), search);
    }
    return rows;
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }
}
