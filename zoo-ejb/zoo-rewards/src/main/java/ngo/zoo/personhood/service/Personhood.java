package ngo.zoo.personhood.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodCheck;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * Proofs by outside providers. The provider is asked outside of any transaction; what it confirmed
 * is recorded in one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Personhood {
  @Inject @Any private Instance<PersonhoodCheck> checks;
  @EJB private PersonhoodRecords records;

  /**
   * A provider as a member sees it.
   *
   * @param signal what the provider's app is given, so that the proof is for this account
   */
  public record Offer(PersonhoodProvider provider, boolean on, String app, String signal) {}

  /** Every outside provider, also those that are not set up. */
  public List<Offer> offers(Caller caller) {
    UUID member = member(caller).id();
    return checks.stream()
        .sorted(Comparator.comparing(PersonhoodCheck::provider))
        .map(check -> offer(check, member))
        .toList();
  }

  /**
   * Asks the provider and records what it confirms.
   *
   * @param proof fields as the provider's app gave them
   * @throws Refusal those of {@link PersonhoodCheck#check} and of the record
   */
  public PersonhoodView verify(
      Caller caller,
      PersonhoodProvider provider,
      PersonhoodAction action,
      Map<String, String> proof) {
    UUID member = member(caller).id();
    PersonhoodCheck check =
        checks.stream()
            .filter(one -> one.provider() == provider && one.isOn())
            .findFirst()
            .orElseThrow(
                () -> Refusal.unavailable("personhood-off", "This provider is not set up here"));
    // Providers date by the wall clock, not by business time.
    ProvenPerson person = check.check(member, action, proof, Instant.now());
    return records.record(member, provider, action, person);
  }

  private static Offer offer(PersonhoodCheck check, UUID member) {
    PersonhoodCheck.Binding binding = check.binding(member);
    return new Offer(check.provider(), check.isOn(), binding.app(), binding.signal());
  }

  static Caller member(Caller caller) {
    caller.require(Role.MEMBER, Role.PROVIDER, Role.EXPERT, Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "Only a person proves to be one; sign in");
    }
    return caller;
  }
}
