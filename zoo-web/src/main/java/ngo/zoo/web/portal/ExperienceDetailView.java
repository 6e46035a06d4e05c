package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/** One experience with its content address, its use and its proof. */
@Named
@ViewScoped
public class ExperienceDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Experiences experiences;
  @Inject Libraries libraries;
  @Inject Parameters parameters;

  private @Nullable String id;
  private @Nullable ExperienceView experience;
  private int version;

  /** Reads the experience; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, experiences::experience).ifPresent(this::show);
  }

  private void show(ExperienceView found) {
    experience = found;
    version =
        found.status() == ExperienceStatus.ADOPTED ? libraries.library(found.domain()).head() : 0;
  }

  /** The library version whose root proves the experience; 0 while it is in none. */
  public int getVersion() {
    return version;
  }

  /** What contributors get of a fee, in basis points. */
  public int getShare() {
    return parameters.number(Parameter.SPLIT_CONTRIBUTORS);
  }

  public @Nullable ExperienceView getExperience() {
    return experience;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
