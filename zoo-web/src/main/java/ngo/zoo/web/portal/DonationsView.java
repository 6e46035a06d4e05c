package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.donations.DonationView;
import ngo.zoo.donations.service.Donations;
import org.jspecify.annotations.Nullable;

/** What the foundation was given, for everybody. */
@Named
@ViewScoped
public class DonationsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Donations donations;

  private @Nullable String search;
  private @Nullable PageModel<DonationView> rows;

  public PageModel<DonationView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(donations::page, ProposalsView.text(search));
    }
    return rows;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
