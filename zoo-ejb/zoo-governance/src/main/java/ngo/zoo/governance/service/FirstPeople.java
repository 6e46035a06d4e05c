package ngo.zoo.governance.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The demonstration's people, its partner, and the entries that bring all KEEPER and ZEN into
 * being.
 */
@ApplicationScoped
public class FirstPeople {
  private static final Amount EACH_MEMBER = keeper("100000");
  private static final Amount NODE_OPERATOR = keeper("50000");
  private static final Amount PARTNER = keeper("50000");
  private static final Amount TREASURY = keeper("400000");
  private static final Amount ZEN_MEMBER = Amount.parse(Asset.ZEN, "1000");
  private static final Amount ZEN_PROVIDER = Amount.parse(Asset.ZEN, "10000");
  private static final Amount ZEN_PARTNER = Amount.parse(Asset.ZEN, "10000");
  private static final Amount ZEN_TREASURY = Amount.parse(Asset.ZEN, "75000");
  private static final List<String> FUNDED_MEMBERS = List.of("maya", "omar", "lin", "ada", "tomas");

  @Inject Callers callers;
  @Inject Accounts accounts;

  @Inject
  @ConfigProperty(name = "zoo.demo.partner-key-prefix")
  Optional<String> keyPrefix;

  @Inject
  @ConfigProperty(name = "zoo.demo.partner-key-sha256")
  Optional<String> keyHash;

  /** Everybody by login; made when missing, as of the clock's instant. */
  public Map<String, Caller> people() {
    Map<String, Caller> people = new LinkedHashMap<>();
    add(people, "maya", "Maya Okafor", Role.MEMBER);
    add(people, "omar", "Omar Haddad", Role.MEMBER);
    add(people, "lin", "Lin Chen", Role.MEMBER);
    add(people, "ada", "Ada Novak", Role.MEMBER, Role.EXPERT);
    add(people, "tomas", "Tomas Silva", Role.MEMBER);
    add(people, "sam", "Sam Berg", Role.STAFF, Role.GUARDIAN);
    add(people, "iris", "Iris Vega", Role.STAFF);
    add(people, "paula", "Paula Meyer", Role.PARTNER);
    add(people, "petra", "Petra Lund", Role.MEMBER, Role.PROVIDER);
    return people;
  }

  /** The partner organisation with its people and, if the configuration names one, its API key. */
  public UUID partner(Map<String, Caller> people) {
    UUID id = callers.registerOrganisation("Acme Research", "acme");
    callers.joinOrganisation(id, FirstContent.of(people, "paula").id());
    if (keyPrefix.isPresent() && keyHash.isPresent()) {
      callers.registerKey(id, keyPrefix.get(), HexFormat.of().parseHex(keyHash.get()));
    }
    return id;
  }

  /** Posts the genesis entries of KEEPER and ZEN; a second time changes nothing. */
  public void genesis(Map<String, Caller> people, UUID partner) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(new PostEntry.Line(AccountKind.TREASURY, Accounts.FOUNDATION, TREASURY));
    for (String login : FUNDED_MEMBERS) {
      lines.add(member(people, login, EACH_MEMBER));
    }
    lines.add(member(people, "petra", NODE_OPERATOR));
    lines.add(new PostEntry.Line(AccountKind.ORGANISATION, partner, PARTNER));
    accounts.genesis(lines);
    zenGenesis(people, partner);
  }

  /** What compute is paid in. */
  private void zenGenesis(Map<String, Caller> people, UUID partner) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(new PostEntry.Line(AccountKind.TREASURY, Accounts.FOUNDATION, ZEN_TREASURY));
    for (String login : FUNDED_MEMBERS) {
      lines.add(member(people, login, ZEN_MEMBER));
    }
    lines.add(member(people, "petra", ZEN_PROVIDER));
    lines.add(new PostEntry.Line(AccountKind.ORGANISATION, partner, ZEN_PARTNER));
    accounts.genesis(lines);
  }

  private void add(Map<String, Caller> people, String login, String name, Role... roles) {
    people.put(login, callers.person(login, name, Set.of(roles)));
  }

  private static PostEntry.Line member(Map<String, Caller> people, String login, Amount amount) {
    return new PostEntry.Line(AccountKind.MEMBER, FirstContent.of(people, login).id(), amount);
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
