package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.rewards.Slashes;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.rules.SlashRules;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** Slashes by staff, the owner's appeal, and its decision by a second member of staff. */
@Stateless
public class Slashing {
  @Inject private Slashes slashes;
  @Inject private StakeReader reader;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;

  /** All slashes as everybody may see them, newest first. */
  public Page<SlashView> page(PageRequest request) {
    return reader.slashes(request);
  }

  /**
   * One slash as everybody may see it.
   *
   * @throws Refusal {@code slash-not-found}
   */
  public SlashView slash(UUID id) {
    return file(id).slash();
  }

  /** All slashes with what staff know of them. */
  public Page<SlashFile> files(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return reader.files(request);
  }

  /** Slashes of the caller's own stakes, newest first. */
  public List<SlashFile> mine(Caller caller) {
    return reader.slashesOf(caller.id());
  }

  /** A page of them; the search is for a reason, evidence or what the stake stands behind. */
  public Page<SlashFile> mine(Caller caller, PageRequest request) {
    return reader.slashesOf(caller.id(), request);
  }

  /**
   * Texts of a slash, for its owner and staff.
   *
   * @throws Refusal {@code slash-not-found} for others too
   */
  public SlashFile file(Caller caller, UUID id) {
    SlashFile file = file(id);
    if (!caller.has(Role.STAFF) && !file.ownerId().equals(caller.id())) {
      throw Refusal.notFound("slash", id);
    }
    return file;
  }

  /**
   * Takes a share of a stake into dispute.
   *
   * @throws Refusal {@code role-missing}, {@code person-needed}, {@code own-stake} (403); {@code
   *     stake-not-found}, {@code receipt-not-found}; {@code slash-repeated}, {@code
   *     nothing-to-slash} (409), and those of {@link SlashRules#checked}
   */
  public SlashFile slash(Caller caller, SlashDraft wanted) {
    UUID staff = staff(caller).id();
    SlashDraft draft = SlashRules.checked(wanted);
    UUID receipt = SlashRules.receipt(draft.evidence());
    if (receipt != null && !reader.isReceipt(receipt)) {
      throw Refusal.notFound("receipt", receipt);
    }
    Integer share = draft.shareBp();
    UUID id =
        slashes.slash(
            staff,
            draft,
            share == null ? parameters.number(Parameter.SLASHING) : share,
            parameters.duration(Parameter.APPEAL_WINDOW),
            clock.now());
    return file(id);
  }

  /**
   * Takes the governed share of a stake into dispute because a panel voted so; the owner may appeal
   * as with any slash. A stake that holds nothing is left alone.
   *
   * @param member of the panel in whose name it stands; never the one who decides an appeal
   * @param finder whose objection led to it, and gets a governed part of it when it takes effect;
   *     null without
   * @return the slash; empty when there was nothing to take, or it was taken before
   */
  public Optional<UUID> byPanel(UUID member, SlashDraft wanted, @Nullable UUID finder) {
    try {
      UUID slash =
          slashes.slash(
              member,
              SlashRules.checked(wanted),
              parameters.number(Parameter.SLASHING),
              parameters.duration(Parameter.APPEAL_WINDOW),
              clock.now());
      if (finder != null) {
        int share = parameters.number(Parameter.CHALLENGE_REWARD);
        AccountKind kind = reader.isMember(finder) ? AccountKind.MEMBER : AccountKind.ORGANISATION;
        slashes.reward(slash, new Slashes.Finder(kind, finder, share));
      }
      return Optional.of(slash);
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.CONFLICT) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /**
   * The owner's one objection, while the time to appeal lasts.
   *
   * @throws Refusal {@code slash-not-found} also for other people's; {@code slash-appealed}, {@code
   *     slash-decided}, {@code appeal-late} (409)
   */
  public SlashFile appeal(Caller caller, UUID id, String text) {
    slashes.appeal(caller.id(), id, SlashRules.checkedText("text", text), clock.now());
    return file(id);
  }

  /**
   * Decides an appeal; by another member of staff than the one who slashed.
   *
   * @throws Refusal {@code role-missing}, {@code second-person-needed}, {@code own-stake} (403);
   *     {@code slash-not-found}; {@code slash-without-appeal}, {@code slash-decided} (409)
   */
  public SlashFile decide(Caller caller, UUID id, boolean uphold, String text) {
    slashes.decide(staff(caller), id, uphold, SlashRules.checkedText("text", text), clock.now());
    return file(id);
  }

  /** Slashes whose time to appeal is over. */
  public List<UUID> due() {
    return slashes.due(clock.now());
  }

  /** Burns what was slashed when nobody appealed in time; idempotent. */
  public void takeEffect(UUID id) {
    slashes.takeEffect(id, clock.now());
  }

  private SlashFile file(UUID id) {
    return reader.slash(id).orElseThrow(() -> Refusal.notFound("slash", id));
  }

  private static Caller staff(Caller caller) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "A person decides this");
    }
    return caller;
  }
}
