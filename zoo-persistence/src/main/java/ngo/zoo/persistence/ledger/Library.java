package ngo.zoo.persistence.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A library: the row every change of its versions locks first. */
@Entity
@Table(name = "library")
public class Library {
  @Id private String domain;
  private String title;
  private String description;
  private int head;

  protected Library() {}

  /** An empty one, before its first version. */
  public Library(String domain, String title, String description) {
    this.domain = domain;
    this.title = title;
    this.description = description;
  }

  public String domain() {
    return domain;
  }

  /** Number of the current version, 0 before the first. */
  public int head() {
    return head;
  }

  /** Moves on to the next version and returns its number. */
  int advance() {
    return ++head;
  }
}
