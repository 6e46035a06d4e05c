package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.service.Personhood;
import ngo.zoo.personhood.service.PersonhoodRecords;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The reader's proofs of being one person, and giving new ones. */
@Named
@ViewScoped
public class OnePersonView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Personhood personhood;
  @Inject PersonhoodRecords records;
  @Inject Me me;
  @Inject Refusals refusals;

  private PersonhoodAction action = PersonhoodAction.MEMBERSHIP;
  private final Map<String, String> proof = new HashMap<>();

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public List<PersonhoodView> getProofs() {
    return records.mine(reader());
  }

  /** World ID as it is set up here. */
  public Personhood.Offer getWorld() {
    return offer(PersonhoodProvider.WORLD_ID);
  }

  /** BrightID as it is set up here. */
  public Personhood.Offer getBright() {
    return offer(PersonhoodProvider.BRIGHT_ID);
  }

  private Personhood.Offer offer(PersonhoodProvider provider) {
    return personhood.offers(reader()).stream()
        .filter(offer -> offer.provider() == provider)
        .findFirst()
        .orElseThrow();
  }

  public List<PersonhoodAction> getActions() {
    return List.of(PersonhoodAction.values());
  }

  /** Has World ID check the fields of the form. */
  public @Nullable String worldId() {
    return verify(PersonhoodProvider.WORLD_ID);
  }

  /** Asks the node of BrightID about the reader's account. */
  public @Nullable String brightId() {
    return verify(PersonhoodProvider.BRIGHT_ID);
  }

  private @Nullable String verify(PersonhoodProvider provider) {
    try {
      personhood.verify(reader(), provider, action, Map.copyOf(proof));
      proof.clear();
      refusals.done("person.done");
      return "/account.xhtml?faces-redirect=true";
    } catch (Refusal refusal) {
      refusals.show(refusal, "person");
      return null;
    }
  }

  public PersonhoodAction getAction() {
    return action;
  }

  public void setAction(PersonhoodAction action) {
    this.action = action;
  }

  public Map<String, String> getProof() {
    return proof;
  }
}
