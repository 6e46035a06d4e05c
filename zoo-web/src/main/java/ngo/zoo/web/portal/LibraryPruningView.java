package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import ngo.zoo.ledger.PruningPreview;
import ngo.zoo.ledger.service.Libraries;
import org.jspecify.annotations.Nullable;

/** What would leave a library when it is full, for members and staff. */
@Named
@RequestScoped
public class LibraryPruningView {
  @Inject Libraries libraries;
  @Inject Me me;

  private @Nullable PruningPreview preview;

  public boolean isShown() {
    return me.isMember() || me.isStaff();
  }

  public PruningPreview of(String domain) {
    if (preview == null) {
      preview = libraries.pruningPreview(me.caller().orElseThrow(), domain);
    }
    return preview;
  }
}
