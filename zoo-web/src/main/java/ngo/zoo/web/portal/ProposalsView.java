package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import org.jspecify.annotations.Nullable;

/** All proposals; what is shown stands in the address, so a filtered list can be linked to. */
@Named
@ViewScoped
public class ProposalsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Proposals proposals;

  private @Nullable ProposalKind kind;
  private @Nullable ProposalStatus status;
  private @Nullable String search;
  private @Nullable PageModel<ProposalView> rows;

  public PageModel<ProposalView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> proposals.page(kind, status, request), text(search));
    }
    return rows;
  }

  static String text(@Nullable String search) {
    return search == null ? "" : search.strip();
  }

  public @Nullable ProposalKind getKind() {
    return kind;
  }

  public void setKind(@Nullable ProposalKind kind) {
    this.kind = kind;
  }

  public @Nullable ProposalStatus getStatus() {
    return status;
  }

  public void setStatus(@Nullable ProposalStatus status) {
    this.status = status;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
