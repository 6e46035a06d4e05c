package ngo.zoo.persistence.party;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Ids;

/** A partner that pays for its members' and keys' queries from one account. */
@Entity
@Table(name = "organisation")
public class Organisation {
  @Id private UUID id;
  private String name;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Organisation() {}

  public Organisation(String name, String clientId, Instant createdAt) {
    this.id = Ids.next();
    this.name = name;
    this.clientId = clientId;
    this.createdAt = createdAt;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Its client in the realm. */
  public String clientId() {
    return clientId;
  }
}
