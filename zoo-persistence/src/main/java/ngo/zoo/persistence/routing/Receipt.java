package ngo.zoo.persistence.routing;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.shared.Amount;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/**
 * A settled answer: HELD until its dispute window has passed and nobody doubts it any more, then
 * FINAL, or REFUNDED when an objection was upheld; and never again anything else. Its id is the
 * query's.
 */
@Entity
@Table(name = "receipt")
public class Receipt {
  public static final String HELD = "HELD";
  public static final String FINAL = "FINAL";

  /** An objection was upheld and the fee given back. */
  public static final String REFUNDED = "REFUNDED";

  @Id private UUID id;

  @Column(name = "payer_kind")
  private String payerKind;

  @Column(name = "payer_id")
  private UUID payerId;

  @Column(name = "project_id")
  private @Nullable UUID projectId;

  @Column(name = "key_id")
  private @Nullable UUID keyId;

  private String model;

  @Column(name = "node_id")
  private UUID nodeId;

  private String domain;

  @Column(name = "library_version")
  private int libraryVersion;

  @Column(name = "query_hash")
  private byte[] queryHash;

  @Column(name = "response_hash")
  private byte[] responseHash;

  private long seed;

  @Column(name = "prompt_tokens")
  private int promptTokens;

  @Column(name = "completion_tokens")
  private int completionTokens;

  @Column(precision = 78, scale = 0)
  private BigInteger fee;

  private String record;

  @Column(name = "node_signature")
  private byte[] nodeSignature;

  @Column(name = "operator_signature")
  private byte @Nullable [] operatorSignature;

  @Column(name = "batch_id")
  private @Nullable UUID batchId;

  @Column(name = "lease_id")
  private @Nullable UUID leaseId;

  private String status;

  /** Written by verification alone, in SQL. */
  @Column(insertable = false, updatable = false)
  private @Nullable String verification;

  @Column(name = "answered_at")
  private Instant answeredAt;

  @Column(name = "final_after")
  private Instant finalAfter;

  @Column(name = "final_at")
  private @Nullable Instant finalAt;

  @ElementCollection
  @CollectionTable(name = "receipt_experience", joinColumns = @JoinColumn(name = "receipt_id"))
  @OrderBy("position")
  @BatchSize(size = 200)
  private List<ReceiptExperience> experiences = new ArrayList<>();

  protected Receipt() {}

  /**
   * @param committed the record's canonical JSON as the log took it
   * @param operatorSignature Ed25519 over its UTF-8 bytes
   */
  public Receipt(
      ReceiptRecord answer,
      String payerKind,
      String committed,
      byte[] operatorSignature,
      Instant finalAfter) {
    id = answer.id();
    this.payerKind = payerKind;
    payerId = answer.payerId();
    model = answer.model();
    nodeId = answer.nodeId();
    domain = answer.domain();
    libraryVersion = answer.libraryVersion();
    queryHash = answer.queryHash();
    responseHash = answer.responseHash();
    seed = answer.seed();
    promptTokens = answer.promptTokens();
    completionTokens = answer.completionTokens();
    fee = answer.fee().units();
    record = committed;
    nodeSignature = answer.nodeSignature();
    this.operatorSignature = operatorSignature;
    status = HELD;
    answeredAt = answer.answeredAt();
    this.finalAfter = finalAfter;
    experiences.addAll(ReceiptExperience.of(answer.experiences()));
  }

  /** The question came by this API key; its project's usage and budgets count it. */
  public void askedBy(UUID key, UUID project) {
    keyId = key;
    projectId = project;
  }

  /** Its dispute window has passed. */
  public void makeFinal(Instant now) {
    if (!HELD.equals(status) || now.isBefore(finalAfter)) {
      throw new IllegalStateException("receipt " + id + " is " + status + " until " + finalAfter);
    }
    status = FINAL;
    finalAt = now;
  }

  /** The experiences the node read: who contributed to them is paid. */
  public List<UUID> paidExperiences() {
    return experiences.stream()
        .filter(ReceiptExperience::paid)
        .map(ReceiptExperience::experienceId)
        .toList();
  }

  public UUID id() {
    return id;
  }

  public UUID nodeId() {
    return nodeId;
  }

  public Amount fee() {
    return Amount.keeper(fee);
  }

  ReceiptView view(String node) {
    return new ReceiptView(
        id,
        payerId,
        model,
        nodeId,
        node,
        domain,
        libraryVersion,
        fee(),
        status,
        answeredAt,
        finalAfter,
        finalAt,
        experiences.stream().map(ReceiptExperience::experienceId).toList(),
        record,
        verification == null
            ? VerificationStatus.UNCHECKED
            : VerificationStatus.valueOf(verification));
  }
}
