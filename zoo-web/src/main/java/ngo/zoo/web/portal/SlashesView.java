package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.StandingStakeView;
import ngo.zoo.rewards.rules.SlashRules;
import ngo.zoo.rewards.service.Slashing;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Everybody's stakes and slashes, for staff: slash, and decide what was appealed. */
@Named
@ViewScoped
public class SlashesView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String PAGE = "/staff/slashes.xhtml?faces-redirect=true";

  @Inject Staking staking;
  @Inject Slashing slashing;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject Texts texts;
  @Inject AskingView asking;
  @Inject Show show;

  private String search = "";
  private @Nullable PageModel<StandingStakeView> stakes;
  private @Nullable PageModel<SlashFile> rows;
  private @Nullable StandingStakeView chosen;
  private SlashReason reason = SlashReason.FALSE_ANSWERS;
  private String text = "";
  private String evidence = "";
  private String share = "";
  private @Nullable SlashFile appealed;
  private String decision = "";
  private boolean upholding;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public PageModel<StandingStakeView> getStakes() {
    if (stakes == null) {
      stakes = new PageModel<>(request -> staking.all(reader(), request), search);
    }
    return stakes;
  }

  public PageModel<SlashFile> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> slashing.files(reader(), request));
    }
    return rows;
  }

  /** Takes the search text over. */
  public void find() {
    stakes = null;
  }

  /** Opens the form that slashes a stake. */
  public void choose(StandingStakeView stake) {
    chosen = stake;
    appealed = null;
    asking.end();
    share =
        BigDecimal.valueOf(parameters.number(Parameter.SLASHING), 2)
            .stripTrailingZeros()
            .toPlainString();
  }

  public void reconsider() {
    chosen = null;
    appealed = null;
  }

  /** First press: reads the form. */
  public void review() {
    StandingStakeView stake = chosen;
    if (stake != null) {
      try {
        SlashRules.checked(draft(stake));
        asking.about("slash");
      } catch (Refusal refusal) {
        refusals.show(refusal, "slash");
      }
    }
  }

  private SlashDraft draft(StandingStakeView stake) {
    return new SlashDraft(stake.id(), reason, text, evidence, basisPoints());
  }

  /** The share that was typed, for the question whether it is meant. */
  public String getShareText() {
    return asking.is("slash") ? show.percent(basisPoints()) : "";
  }

  /** Second press. */
  public @Nullable String slash() {
    StandingStakeView stake = chosen;
    if (stake == null) {
      return null;
    }
    try {
      slashing.slash(reader(), draft(stake));
      refusals.done("slashes.done");
      return PAGE;
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "slash");
      return null;
    }
  }

  private int basisPoints() {
    try {
      return new BigDecimal(share.strip()).movePointRight(2).intValueExact();
    } catch (ArithmeticException | NumberFormatException unreadable) {
      throw Refusal.field("slash-share-invalid", "share_bp", texts.of("slashes.share.wrong"));
    }
  }

  /** Opens the form that decides an appeal. */
  public void judge(SlashFile file) {
    appealed = file;
    chosen = null;
    asking.end();
  }

  /** First press: reads the reason of the decision. */
  public void review(boolean uphold) {
    try {
      SlashRules.checkedText("text", decision);
      upholding = uphold;
      asking.about("decision");
    } catch (Refusal refusal) {
      refusals.show(refusal, "decision");
    }
  }

  public boolean isUpholding() {
    return upholding;
  }

  /** Second press. */
  public @Nullable String decide() {
    SlashFile file = appealed;
    if (file == null) {
      return null;
    }
    try {
      slashing.decide(reader(), file.slash().id(), upholding, decision);
      refusals.done("slashes.decided.done");
      return PAGE;
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "decision");
      return null;
    }
  }

  /** Whether it waits for the reader: appealed, and slashed by somebody else. */
  public boolean mayDecide(SlashFile file) {
    return file.slash().state() == SlashState.APPEALED
        && !file.slashedBy().equals(reader().id())
        && !file.ownerId().equals(reader().id());
  }

  public boolean maySlash(StandingStakeView stake) {
    return !stake.ownerId().equals(reader().id())
        && !(stake.locked().isZero() && stake.unbonding().isZero());
  }

  public boolean isReceipt(SlashFile file) {
    return SlashRules.receipt(file.slash().evidence()) != null;
  }

  public List<SlashReason> getReasons() {
    return List.of(SlashReason.values());
  }

  public @Nullable StandingStakeView getChosen() {
    return chosen;
  }

  public @Nullable SlashFile getAppealed() {
    return appealed;
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search == null ? "" : search;
  }

  public SlashReason getReason() {
    return reason;
  }

  public void setReason(SlashReason reason) {
    this.reason = reason;
  }

  public String getText() {
    return text;
  }

  public void setText(@Nullable String text) {
    this.text = text == null ? "" : text;
  }

  public String getEvidence() {
    return evidence;
  }

  public void setEvidence(@Nullable String evidence) {
    this.evidence = evidence == null ? "" : evidence;
  }

  public String getShare() {
    return share;
  }

  public void setShare(@Nullable String share) {
    this.share = share == null ? "" : share;
  }

  public String getDecision() {
    return decision;
  }

  public void setDecision(@Nullable String decision) {
    this.decision = decision == null ? "" : decision;
  }
}
