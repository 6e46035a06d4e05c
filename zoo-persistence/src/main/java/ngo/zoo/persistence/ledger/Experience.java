package ngo.zoo.persistence.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.shared.Refusal;

/**
 * An experience: HELD for a person's review where its text gives reason to, QUEUED until it has a
 * vector, IN_VOTE, then ADOPTED into its library or REJECTED. What goes out of the library is
 * SUPERSEDED by its revision, MERGED into another, DEPRECATED or PRUNED, and may be ADOPTED again.
 * The committed part is set once; status, vector and counters move.
 */
@Entity
@Table(name = "experience")
public class Experience {
  private static final Set<ExperienceStatus> BEFORE_A_LIBRARY =
      EnumSet.of(ExperienceStatus.QUEUED, ExperienceStatus.HELD, ExperienceStatus.IN_VOTE);

  @Id private UUID id;
  private String domain;
  private String text;

  @Column(name = "text_key")
  private String textKey;

  @Column(name = "confidence_bp")
  private int confidenceBp;

  private String examples;

  @Column(name = "author_id")
  private UUID authorId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Enumerated(EnumType.STRING)
  private ExperienceStatus status;

  @Column(name = "leaf_data")
  private byte[] leafData;

  private String cid;

  @Column(name = "embedder_id")
  private String embedderId;

  private float[] embedding;

  // Counters are added to by statements of their own, never written back from what was read.
  @Column(name = "usage_count", insertable = false, updatable = false)
  private long usageCount;

  private UUID revises;

  @Column(name = "replaced_by")
  private UUID replacedBy;

  @Column(insertable = false, updatable = false)
  private long upvotes;

  @Column(insertable = false, updatable = false)
  private long downvotes;

  protected Experience() {}

  /** A new one; its content block must be stored before it. */
  public Experience(ExperienceCore core, ExperienceStatus status) {
    this.id = core.id();
    this.domain = core.domain();
    this.text = core.text();
    this.textKey = DuplicateRule.key(core.text());
    this.confidenceBp = core.confidenceBasisPoints();
    this.examples = ExamplesJson.write(core.examples());
    this.authorId = core.createdBy();
    this.createdAt = core.createdAt();
    this.status = status;
    this.leafData = core.cid().digest();
    this.cid = core.cid().text();
  }

  /** A later revision of another one. */
  static Experience revision(ExperienceCore core, UUID revised) {
    Experience experience = new Experience(core, ExperienceStatus.QUEUED);
    experience.revises = revised;
    return experience;
  }

  /**
   * Takes its vector, unless it got one meanwhile, perhaps of a newer embedder; what waited for it
   * goes to the vote.
   *
   * @return whether it waited
   */
  public boolean embed(StoredVector vector) {
    if (embedding == null) {
      embedderId = vector.embedderId();
      embedding = vector.values();
    }
    boolean waited = status == ExperienceStatus.QUEUED;
    if (waited) {
      status = ExperienceStatus.IN_VOTE;
    }
    return waited;
  }

  /** Waits for a person to look at its text, before anything is computed from it. */
  public void hold() {
    if (status != ExperienceStatus.QUEUED) {
      throw new IllegalStateException("experience " + id + " is " + status);
    }
    status = ExperienceStatus.HELD;
  }

  /**
   * A person found nothing against it: it waits for its vector like others.
   *
   * @throws Refusal {@code review-ended}
   */
  public void release() {
    requireHeld();
    status = ExperienceStatus.QUEUED;
  }

  /**
   * A person found that it must not be voted on.
   *
   * @throws Refusal {@code review-ended}
   */
  public void refuse() {
    requireHeld();
    status = ExperienceStatus.REJECTED;
  }

  private void requireHeld() {
    if (status != ExperienceStatus.HELD) {
      throw Refusal.conflict(
          "review-ended", "This experience does not wait for a review any more: " + id);
    }
  }

  /**
   * Into its library, for the first time or again.
   *
   * @throws Refusal {@code experience-rejected}
   */
  public void adopt() {
    if (status == ExperienceStatus.REJECTED) {
      throw Refusal.conflict("experience-rejected", "The vote turned this experience down: " + id);
    }
    status = ExperienceStatus.ADOPTED;
    replacedBy = null;
  }

  /** Its revision stands in its place. */
  void supersede(Experience revision) {
    status = ExperienceStatus.SUPERSEDED;
    replacedBy = revision.id;
  }

  /** Another one stands for it as well. */
  void mergeInto(Experience one) {
    status = ExperienceStatus.MERGED;
    replacedBy = one.id;
  }

  /** Out of its library by vote. */
  void deprecate() {
    status = ExperienceStatus.DEPRECATED;
  }

  /** Turned down. What is or was in a library already stays as it is. */
  public void reject() {
    if (BEFORE_A_LIBRARY.contains(status)) {
      status = ExperienceStatus.REJECTED;
    }
  }

  /**
   * Out of its full library.
   *
   * @throws IllegalStateException when it is in none
   */
  public void prune() {
    if (status != ExperienceStatus.ADOPTED) {
      throw new IllegalStateException("experience " + id + " is " + status);
    }
    status = ExperienceStatus.PRUNED;
  }

  public UUID id() {
    return id;
  }

  public String domain() {
    return domain;
  }

  String textKey() {
    return textKey;
  }

  public String text() {
    return text;
  }

  public UUID authorId() {
    return authorId;
  }

  public byte[] leafData() {
    return leafData.clone();
  }
}
