package ngo.zoo.persistence.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeStep;
import org.jspecify.annotations.Nullable;

/**
 * A registered node or other backend: who owns it, where it is, the key its answers are signed with
 * if it signs, and where it stands ({@link NodeState}). Starts DISCOVERED; {@code NodeLife} says
 * what leads where, and each step is kept as a row of its own.
 */
@Entity
@Table(name = "node")
public class Node {
  public static final String OPERATOR = "OPERATOR";

  @Id private UUID id;
  private String name;
  private String role;

  @Column(name = "owner_id")
  private UUID ownerId;

  private String url;

  @Column(name = "public_key")
  private byte @Nullable [] publicKey;

  private int slots;
  private String kind;

  @Column(name = "declared_models")
  private String declaredModels;

  @Column(name = "context_length")
  private int contextLength;

  private String credential;

  @Enumerated(EnumType.STRING)
  private NodeState state;

  @Column(name = "state_reason")
  private String stateReason;

  @Column(name = "state_since")
  private Instant stateSince;

  @Column(name = "registered_at")
  private Instant registeredAt;

  @Column(name = "memory_mib")
  private int memoryMib;

  @Column(name = "heard_at")
  private @Nullable Instant heardAt;

  @Column(name = "announced_at")
  private @Nullable Instant announcedAt;

  protected Node() {}

  public Node(UUID id, String name, NodeTerms terms, Instant now) {
    this.id = id;
    this.name = name;
    this.registeredAt = now;
    this.state = NodeState.DISCOVERED;
    this.stateReason = "waits for its first probe";
    this.stateSince = now;
    take(terms);
  }

  /** Takes over what its owner registers anew. */
  public void agree(NodeTerms terms) {
    take(terms);
  }

  private void take(NodeTerms terms) {
    role = terms.role();
    ownerId = terms.ownerId();
    url = terms.url();
    publicKey = terms.backend().seals() ? terms.publicKey().clone() : null;
    slots = terms.slots();
    kind = terms.backend().kind();
    declaredModels = String.join("\n", terms.backend().models());
    contextLength = terms.backend().contextLength();
    credential = terms.backend().credential();
  }

  /**
   * Whether these terms make another node of it: elsewhere, of another kind, or with another key.
   */
  public boolean isAnother(NodeTerms terms) {
    return !url.equals(terms.url())
        || !kind.equals(terms.backend().kind())
        || !Arrays.equals(publicKey(), terms.publicKey());
  }

  /**
   * Takes a step of its life.
   *
   * @throws ngo.zoo.shared.Refusal {@code node-state} when it does not lead there
   */
  public void take(NodeStep step, Instant at) {
    NodeLife.require(state, step.to());
    state = step.to();
    stateReason = state == NodeState.HEALTHY ? "" : step.reason();
    stateSince = at;
  }

  /** Why it still is what it is. */
  public void because(String reason) {
    stateReason = reason;
  }

  /** It has called by itself. */
  public void heard(int memory, Instant at) {
    memoryMib = memory;
    heardAt = at;
  }

  /**
   * It has announced itself by a call signed at this time.
   *
   * @return false for a call that is not newer than the last one
   */
  public boolean announced(Instant signedAt) {
    if (announcedAt != null && !signedAt.isAfter(announcedAt)) {
      return false;
    }
    announcedAt = signedAt;
    return true;
  }

  /** The operator's own Zoo node, which alone computes embeddings. */
  public boolean embeds() {
    return OPERATOR.equals(role) && BackendTerms.ZOO_KIND.equals(kind);
  }

  /** What it speaks, and what it does not say of itself. */
  public BackendTerms backend() {
    return new BackendTerms(
        kind,
        declaredModels.isEmpty() ? List.of() : List.of(declaredModels.split("\n")),
        contextLength,
        credential);
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String role() {
    return role;
  }

  public UUID ownerId() {
    return ownerId;
  }

  public String url() {
    return url;
  }

  /** Empty for a backend that seals nothing. */
  public byte[] publicKey() {
    return publicKey == null ? new byte[0] : publicKey.clone();
  }

  public int slots() {
    return slots;
  }

  public NodeState state() {
    return state;
  }

  public String stateReason() {
    return stateReason;
  }

  public Instant stateSince() {
    return stateSince;
  }

  /** As it states; 0 when it does not. */
  public int memoryMib() {
    return memoryMib;
  }

  /** Null when it has never called by itself. */
  public @Nullable Instant heardAt() {
    return heardAt;
  }
}
