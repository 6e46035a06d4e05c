package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.DisputeStore.Challenged;
import ngo.zoo.persistence.routing.DisputeStore.Objection;
import ngo.zoo.persistence.routing.DisputeStore.Open;
import ngo.zoo.persistence.routing.Judgement;
import ngo.zoo.persistence.routing.Receipt;
import ngo.zoo.persistence.routing.RedundantStore;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.persistence.routing.VerificationStore.Kind;
import ngo.zoo.persistence.routing.VerificationStore.Pool;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.service.ChallengeBonds;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.rewards.service.Slashing;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.verification.ChallengeRules;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Staircase;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Challenges and disputes. A challenged answer is checked by up to three verifiers; unless two of
 * them find it as claimed, people vote. The fee stays held until then.
 */
@Stateless
public class Disputes {
  /** Takes the fact that a dispute was opened. */
  public static final String LISTENER = "governance-disputes";

  public static final String OPENED = "dispute-opened";

  @Inject private DisputeStore disputes;
  @Inject private VerificationStore store;
  @Inject private RedundantStore redundant;
  @Inject private VerificationEpochs epochs;
  @Inject private Evidence evidence;
  @Inject private TransparencyLog log;
  @Inject private Outbox outbox;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private Fees fees;
  @EJB private Slashing slashing;
  @EJB private ChallengeBonds bonds;
  @EJB private Receipts receipts;
  @Inject private DisputeNotices notices;

  /**
   * Objects to an answer within its dispute window: who paid for it, or who has a staked node. The
   * governed bond is put aside, and lost when the answer is found as claimed.
   *
   * @throws Refusal {@code scope-missing} (403) for a key that may not spend what is not a fee;
   *     {@code receipt-not-found}; {@code not-a-party} (403); {@code challenge-reason}; {@code
   *     answer-final}, {@code already-disputed}, {@code already-challenged}, {@code
   *     too-many-challenges}, {@code answer-unsealed} (409); {@code insufficient-funds} (402)
   */
  public ReceiptView challenge(Caller caller, UUID receiptId, String reason) {
    String said = ChallengeRules.reason(reason);
    Challenged answer =
        disputes.lockAnswer(receiptId).orElseThrow(() -> Refusal.notFound("receipt", receiptId));
    Instant now = clock.now();
    UUID party = allowed(caller, answer, now);
    UUID judgement =
        store.judge(
            new Pool(answer.nodeId(), answer.model(), answer.modelSha256()),
            Kind.CHALLENGE,
            List.of(receiptId),
            Measure.NONE,
            null,
            "DOUBTED",
            now);
    disputes.challenge(judgement, receiptId, party, said, epochs.at(now).number(), now);
    bonds.put(judgement, caller);
    store.mark(List.of(receiptId), VerificationStatus.FAILED_ONCE);
    return receipts.receipt(receiptId);
  }

  /**
   * What {@link #challenge} would refuse this caller for now, whatever the words; empty when it
   * would be taken.
   */
  public Optional<Refusal> obstacle(Caller caller, UUID receiptId) {
    try {
      Challenged answer =
          disputes.answer(receiptId).orElseThrow(() -> Refusal.notFound("receipt", receiptId));
      allowed(caller, answer, clock.now());
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal);
    }
  }

  private UUID allowed(Caller caller, Challenged answer, Instant now) {
    caller.require(Scope.BILLING_WRITE);
    UUID party = party(caller, answer);
    ChallengeRules.check(
        answer.status().equals(Receipt.HELD) && now.isBefore(answer.finalAfter()),
        VerificationStatus.valueOf(answer.verification()),
        disputes.open(party),
        !answer.modelSha256().isEmpty());
    return party;
  }

  private UUID party(Caller caller, Challenged answer) {
    UUID payer = caller.organisationId() == null ? caller.id() : caller.organisationId();
    boolean paid = payer.equals(answer.payerId());
    boolean staked =
        caller.kind() == Caller.Kind.PERSON
            && !caller.id().equals(answer.nodeOwner())
            && disputes.isStaked(caller.id(), parameters.amount(Parameter.NODE_STAKE));
    if (!paid && !staked) {
      throw Refusal.forbidden(
          "not-a-party", "Who paid for an answer or has a staked node of another may challenge it");
    }
    return payer;
  }

  /** Opens the panel's vote on answers that verifiers failed, in the caller's transaction. */
  public void open(Judgement judgement) {
    UUID id = Ids.next();
    Optional<Objection> objection = disputes.objection(judgement.id());
    String reason = objection.map(Objection::reason).orElse("Verifiers failed a sample");
    UUID challenger = objection.map(Objection::challenger).orElse(null);
    String bundle = evidence.bundle(id, judgement, objection.orElse(null));
    open(id, judgement, challenger, reason, bundle, judgement.receipts());
    store.end(judgement.id(), "DISPUTED");
    store.mark(judgement.receipts(), VerificationStatus.DISPUTED);
    outbox.add(LISTENER, OPENED, id, payload(id, List.of()));
    notices.opened(id);
  }

  /**
   * How an answer was outvoted.
   *
   * @param payer of the question
   * @param record of the receipt of the answer that was given, with the seals of all
   */
  record Outvoted(UUID receipt, UUID payer, String record, List<RedundantStore.Check> checks) {}

  /**
   * Opens the panel's vote on an answer that other nodes' answers to the same question outvoted, in
   * the transaction that settles it. No fee is at stake: the node has no part of it.
   */
  public void openOutvoted(Judgement judgement, Outvoted outvoted) {
    UUID id = Ids.next();
    String bundle = evidence.outvoted(id, judgement, outvoted);
    String reason = "Nodes that answered the same question failed this node's answer";
    open(id, judgement, null, reason, bundle, List.of(outvoted.receipt()));
    outbox.add(LISTENER, OPENED, id, payload(id, List.of(outvoted.payer())));
    notices.opened(id);
  }

  private void open(
      UUID id,
      Judgement judgement,
      @Nullable UUID challenger,
      String reason,
      String bundle,
      List<UUID> about) {
    byte[] sha256 = Sha256.ofText(bundle);
    disputes.open(id, judgement.id(), challenger, reason, bundle, sha256, clock.now());
    log.append(LeafKind.DISPUTE, id, Evidence.leaf(id, judgement.nodeId(), about, sha256));
  }

  /**
   * @param more who may not vote either
   */
  private String payload(UUID id, List<UUID> more) {
    JsonArrayBuilder barred = Json.createArrayBuilder();
    List<UUID> parties = Stream.concat(disputes.parties(id).stream(), more.stream()).toList();
    disputes.withMembers(parties).forEach(party -> barred.add(party.toString()));
    return Json.createObjectBuilder().add("barred", barred).build().toString();
  }

  /**
   * What the panel decided; once.
   *
   * @param member of the panel who upheld it first, in whose name a slash stands; null when it was
   *     not upheld
   */
  public void decide(UUID id, DisputeState outcome, @Nullable UUID member) {
    disputes
        .lockVoting(id)
        .ifPresent(
            dispute -> {
              switch (outcome) {
                case UPHELD -> uphold(dispute, member);
                case OVERTURNED -> overturn(dispute);
                case NO_QUORUM -> leave(dispute);
                case VOTING -> throw new IllegalArgumentException("a panel that votes on");
              }
              notices.decided(id, outcome);
            });
  }

  private void overturn(Open dispute) {
    store.mark(dispute.receipts(), VerificationStatus.OVERTURNED);
    store.end(dispute.judgementId(), "CLEARED");
    bonds.lose(dispute.judgementId());
    // Of a fee that is not split yet the node has its part like any other.
    redundant
        .lockOutvoting(dispute.judgementId())
        .filter(RedundantStore.Outvoting::isFinal)
        .ifPresent(
            it ->
                fees.payCleared(
                    it.receiptId(),
                    it.given(),
                    it.givenAsks(),
                    dispute.nodeId(),
                    it.outvotedAsks()));
    disputes.decide(dispute.id(), DisputeState.OVERTURNED, null, clock.now());
  }

  /** Nobody found anything: the answer is paid, and who objected loses nothing. */
  private void leave(Open dispute) {
    store.mark(dispute.receipts(), VerificationStatus.NO_QUORUM);
    store.end(dispute.judgementId(), "CLEARED");
    bonds.giveBack(dispute.judgementId());
    disputes.decide(dispute.id(), DisputeState.NO_QUORUM, null, clock.now());
  }

  private void uphold(Open dispute, @Nullable UUID member) {
    disputes.refund(dispute.receipts()).forEach(due -> fees.refund(due.receiptId(), due.fee()));
    bonds.giveBack(dispute.judgementId());
    UUID stake = dispute.stakeId();
    UUID slash =
        stake != null && member != null && isPattern(dispute)
            ? slash(dispute, stake, member)
            : null;
    disputes.decide(dispute.id(), DisputeState.UPHELD, slash, clock.now());
  }

  private boolean isPattern(Open dispute) {
    return Staircase.isPattern(
        store.calibration(dispute.modelSha256(), store.backends(dispute.judgementId())),
        store.latestDisputed(dispute.nodeId(), dispute.modelSha256(), Staircase.MEMORY));
  }

  private @Nullable UUID slash(Open dispute, UUID stake, UUID member) {
    return slashing
        .byPanel(
            member,
            new SlashDraft(
                stake,
                SlashReason.FALSE_ANSWERS,
                "The panel of dispute %s upheld the objection to answers of %s, the %s-th within the"
                        .formatted(dispute.id(), dispute.model(), Staircase.PATTERN)
                    + " node's latest judgements.",
                dispute.evidence().toString(),
                null),
            disputes.objection(dispute.judgementId()).map(Objection::challenger).orElse(null))
        .orElse(null);
  }

  /** All disputes, newest first. */
  public Page<DisputeView> page(PageRequest request) {
    return disputes.page(request);
  }

  /**
   * @throws Refusal {@code dispute-not-found}
   */
  public DisputeView dispute(UUID id) {
    return disputes.view(id).orElseThrow(() -> Refusal.notFound("dispute", id));
  }

  /**
   * The evidence as committed in the log: canonical JSON without question or answer.
   *
   * @throws Refusal {@code dispute-not-found}
   */
  public String evidence(UUID id) {
    return disputes.evidence(id).orElseThrow(() -> Refusal.notFound("dispute", id));
  }
}
