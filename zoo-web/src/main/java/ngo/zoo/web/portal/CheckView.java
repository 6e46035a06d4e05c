package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.TextCheck;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What the form rules and the library say of a text while it is typed. */
@Named
@ViewScoped
public class CheckView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Experiences experiences;

  private @Nullable TextCheck check;
  private List<NearDuplicate> nearDuplicates = List.of();
  private boolean nearDuplicatesUnknown;

  /** Looks at the text as it stands; near duplicates only once its form is right. */
  public void look(String domain, String text) {
    check = text.isBlank() ? null : experiences.check(text.strip());
    nearDuplicatesUnknown = false;
    nearDuplicates = List.of();
    if (check != null && check.errors().isEmpty() && !domain.isBlank()) {
      findNear(domain, text.strip());
    }
  }

  private void findNear(String domain, String text) {
    try {
      nearDuplicates = experiences.nearDuplicates(domain, text);
    } catch (Refusal unavailable) {
      nearDuplicatesUnknown = true;
    }
  }

  public @Nullable TextCheck getCheck() {
    return check;
  }

  public List<NearDuplicate> getNearDuplicates() {
    return nearDuplicates;
  }

  /** True when the operator's node is down: then nobody can say how near others are. */
  public boolean isNearDuplicatesUnknown() {
    return nearDuplicatesUnknown;
  }
}
