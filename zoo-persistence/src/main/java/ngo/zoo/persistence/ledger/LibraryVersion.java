package ngo.zoo.persistence.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.LibraryVersionRecord;

/** A version of a library; never changes once written. */
@Entity
@Table(name = "library_version")
public class LibraryVersion {
  /** Library and number. */
  @Embeddable
  public record Key(String domain, int number) implements Serializable {}

  @EmbeddedId private Key key;
  private Integer parent;
  private byte[] root;
  private int size;
  private String cid;

  @Column(name = "cause_kind")
  @Enumerated(EnumType.STRING)
  private VersionCause causeKind;

  @Column(name = "cause_id")
  private UUID causeId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "log_subject")
  private UUID logSubject;

  protected LibraryVersion() {}

  LibraryVersion(LibraryVersionRecord version, String cid, UUID logSubject) {
    this.key = new Key(version.domain(), version.version());
    this.parent = version.parent() == 0 ? null : version.parent();
    this.root = version.content().root();
    this.size = version.content().members().size();
    this.cid = cid;
    this.causeKind = version.cause();
    this.causeId = version.causeId();
    this.createdAt = version.createdAt();
    this.logSubject = logSubject;
  }

  public int number() {
    return key.number();
  }

  int size() {
    return size;
  }
}
