package ngo.zoo.persistence.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A registered node: who owns it, where it is, the key its answers are signed with, and what was
 * last heard of its health. Starts UNHEALTHY; only a probe makes it HEALTHY.
 */
@Entity
@Table(name = "node")
public class Node {
  public static final String HEALTHY = "HEALTHY";
  public static final String UNHEALTHY = "UNHEALTHY";
  public static final String OPERATOR = "OPERATOR";

  @Id private UUID id;
  private String name;
  private String role;

  @Column(name = "owner_id")
  private UUID ownerId;

  private String url;

  @Column(name = "public_key")
  private byte[] publicKey;

  private int slots;
  private String state;

  @Column(name = "state_reason")
  private String stateReason;

  @Column(name = "state_since")
  private Instant stateSince;

  @Column(name = "registered_at")
  private Instant registeredAt;

  protected Node() {}

  public Node(UUID id, String name, NodeTerms terms, Instant now) {
    this.id = id;
    this.name = name;
    this.registeredAt = now;
    this.state = UNHEALTHY;
    this.stateReason = "not probed yet";
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
    publicKey = terms.publicKey().clone();
    slots = terms.slots();
  }

  /** What a probe found; the time counts from the change, not from each probe. */
  public void found(boolean healthy, String reason, Instant at) {
    String now = healthy ? HEALTHY : UNHEALTHY;
    if (!now.equals(state)) {
      state = now;
      stateSince = at;
    }
    stateReason = reason;
  }

  /** The operator's own node, which alone computes embeddings. */
  public boolean isOperators() {
    return OPERATOR.equals(role);
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

  public byte[] publicKey() {
    return publicKey.clone();
  }

  public int slots() {
    return slots;
  }

  public String state() {
    return state;
  }

  public String stateReason() {
    return stateReason;
  }

  public Instant stateSince() {
    return stateSince;
  }
}
