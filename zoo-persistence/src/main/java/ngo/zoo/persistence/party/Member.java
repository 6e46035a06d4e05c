package ngo.zoo.persistence.party;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A person; known to leaves and public views by id only. The login never changes. */
@Entity
@Table(name = "member")
public class Member {
  @Id private UUID id;

  @Column(updatable = false)
  private String login;

  @Column(name = "display_name")
  private String displayName;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  protected Member() {}

  /** As other people are shown them; the realm decides. */
  public void callThem(String name) {
    if (!displayName.equals(name)) {
      displayName = name;
    }
  }

  public UUID id() {
    return id;
  }

  public String login() {
    return login;
  }

  public String displayName() {
    return displayName;
  }
}
