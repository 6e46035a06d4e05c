package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.Contribution;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.PruningPreview;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.persistence.ledger.ChangeWriter;
import ngo.zoo.persistence.ledger.DiffQueries;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceStore;
import ngo.zoo.persistence.ledger.Library;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.LibraryWriter;
import ngo.zoo.persistence.ledger.MemberQueries;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** Libraries and their immutable versions. */
@Stateless
public class Libraries {
  @Inject LibraryQueries queries;
  @Inject LibraryWriter writer;
  @Inject ChangeWriter changes;
  @Inject DiffQueries differences;
  @Inject MemberQueries members;
  @Inject VersionSource contents;
  @Inject ExperienceStore experiences;
  @Inject Admission admission;
  @Inject Pruning pruning;
  @Inject Qualities qualities;
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @Inject Outbox outbox;

  public List<LibraryView> libraries() {
    return queries.libraries();
  }

  /** A page by domain; the search is for a part of a domain. */
  public Page<LibraryView> libraries(PageRequest request) {
    return queries.libraries(request);
  }

  /**
   * @throws Refusal {@code library-not-found}
   */
  public LibraryView library(String domain) {
    return queries.library(domain);
  }

  /** Newest first. */
  public Page<LibraryVersionView> versions(String domain, PageRequest request) {
    return queries.versions(domain, request);
  }

  /**
   * @throws Refusal {@code library-version-not-found}
   */
  public LibraryVersionView version(String domain, int number) {
    return queries.version(domain, number);
  }

  /** Members in the order of the snapshot tree. */
  public Page<ExperienceView> members(String domain, int number, PageRequest request) {
    return queries.members(domain, number, request);
  }

  /**
   * What the version consists of.
   *
   * @throws Refusal {@code library-version-not-found}
   */
  public VersionManifest manifest(String domain, int number) {
    return contents.manifest(domain, number);
  }

  /** Hands over the version's archive (CARv1) part by part. */
  public void archive(VersionManifest manifest, Consumer<byte[]> taker) {
    contents.archive(manifest, taker);
  }

  /**
   * Makes an empty library.
   *
   * @throws Refusal {@code domain-form}; {@code library-known} when there is one of this domain
   */
  public void create(String domain, String title, String description) {
    if (!SubmissionRules.isDomain(domain)) {
      throw Refusal.field(
          "domain-form", "domain", "Use lower-case words joined by dots: keeper.signs");
    }
    if (queries.exists(domain)) {
      throw Refusal.conflict("library-known", "There is a library " + domain + " already");
    }
    writer.create(new Library(domain, title, description));
  }

  /**
   * First content of a library: stores the experiences as ADOPTED and makes version 1 of them,
   * cause GENESIS. Embeddings follow by the outbox when the operator's node is not up yet.
   */
  public LibraryVersionView seed(String domain, UUID authorId, List<SubmitExperience> submissions) {
    return seed(domain, submissions.stream().map(s -> new Contribution(authorId, s)).toList());
  }

  /**
   * First content by several authors. A library that has a version already is left as it is.
   *
   * @return version 1
   */
  public LibraryVersionView seed(String domain, List<Contribution> contributions) {
    Library library = writer.lock(domain);
    if (library.head() == 0) {
      requireRoom(contributions.size());
      List<Experience> added = contributions.stream().map(this::addAdopted).toList();
      writer.append(library, added, VersionCause.GENESIS, Accounts.FOUNDATION, clock.now());
      qualities.refresh(library.domain());
    }
    return queries.version(domain, 1);
  }

  /**
   * Carries out what was decided, by a new version; idempotent per proposal: a second call tells
   * the version of the first. What cannot be done, for now or for ever, is no failure.
   *
   * @throws Refusal {@code library-not-found}; {@code experience-not-found}
   */
  public ChangeOutcome apply(LibraryChange change, UUID proposalId) {
    ChangeOutcome outcome = attempt(change, proposalId);
    if (outcome.state() == ChangeOutcome.State.FULL
        && pruning.makeRoom(change.domain(), 1, proposalId)) {
      outcome = attempt(change, proposalId);
    }
    qualities.refresh(change.domain());
    return outcome;
  }

  private ChangeOutcome attempt(LibraryChange change, UUID proposalId) {
    int capacity = parameters.number(Parameter.LIBRARY_CAPACITY);
    return changes.apply(change, capacity, proposalId, clock.now());
  }

  /** The version a proposal made; null when it made none. */
  public @Nullable Integer versionDecidedBy(UUID proposalId) {
    return members.versionDecidedBy(proposalId);
  }

  /**
   * What must happen to one version to become another; a page of it.
   *
   * @throws Refusal {@code library-version-not-found}
   */
  public LibraryDiff diff(String domain, int from, int to, PageRequest request) {
    return differences.diff(domain, from, to, request);
  }

  /**
   * What would leave the library when it is full.
   *
   * @throws Refusal {@code role-missing}; {@code library-not-found}
   */
  public PruningPreview pruningPreview(Caller caller, String domain) {
    caller.require(Role.MEMBER, Role.STAFF);
    return pruning.preview(domain);
  }

  private Experience addAdopted(Contribution contribution) {
    admission.checkForm(contribution.experience());
    admission.checkPlain(contribution.experience());
    ExperienceCore core = admission.core(contribution.authorId(), contribution.experience());
    EmbeddingFacts.submitted(outbox, core);
    return experiences.add(core, ExperienceStatus.ADOPTED);
  }

  private void requireRoom(int size) {
    int capacity = parameters.number(Parameter.LIBRARY_CAPACITY);
    if (size > capacity) {
      throw Refusal.conflict(
          "library-full", "The library holds its most, " + capacity + " experiences");
    }
  }
}
