package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Libraries and their immutable versions. */
@Stateless
public class Libraries {
  public List<LibraryView> libraries() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}
   */
  public LibraryView library(String domain) {
    throw new UnsupportedOperationException();
  }

  /** Newest first. */
  public Page<LibraryVersionView> versions(String domain, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code library-version-not-found}
   */
  public LibraryVersionView version(String domain, int number) {
    throw new UnsupportedOperationException();
  }

  /** Members in the order of the snapshot tree. */
  public Page<ExperienceView> members(String domain, int number, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Makes an empty library. */
  public void create(String domain, String title, String description) {
    throw new UnsupportedOperationException();
  }

  /**
   * First content of a library: stores the experiences as ADOPTED and makes version 1 of them,
   * cause GENESIS. Embeddings follow by the outbox when the operator's node is not up yet.
   */
  public LibraryVersionView seed(String domain, UUID authorId, List<SubmitExperience> submissions) {
    throw new UnsupportedOperationException();
  }

  /** Adds an experience by a new version of its library; idempotent per experience. */
  public LibraryVersionView adopt(UUID experienceId, VersionCause cause, UUID causeId) {
    throw new UnsupportedOperationException();
  }
}
