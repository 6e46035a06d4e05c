package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** All disputes; state and search stand in the address. */
@Named
@ViewScoped
public class DisputesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject DisputeFiles files;
  @Inject Refusals refusals;

  private String state = "";
  private String search = "";
  private @Nullable PageModel<DisputeView> rows;

  /** Reads the address; says what of it cannot be read. */
  public void load() {
    try {
      DisputeState wanted = Names.filter(DisputeState.class, "state", state);
      rows = new PageModel<>(request -> files.page(wanted, request), search);
    } catch (Refusal refusal) {
      refusals.show(refusal, "disputes");
    }
  }

  /** Null when the state of the address is none. */
  public @Nullable PageModel<DisputeView> getRows() {
    return rows;
  }

  public List<DisputeState> getStates() {
    return Arrays.asList(DisputeState.values());
  }

  public String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = Given.text(state);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }
}
