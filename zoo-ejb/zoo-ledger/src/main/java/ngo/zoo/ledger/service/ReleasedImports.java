package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ImportRows;
import ngo.zoo.persistence.ledger.Library;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.LibraryWriter;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/**
 * Takes what an import held and staff released into its library, by a version with the import as
 * its cause: as the other lines of its file, and on their terms. A vote on it would need a proposer
 * with a stake, whom an imported line does not have, and would bar the library to all further
 * imports. Where members vote on the library by now it goes in by their vote or not at all.
 */
@ApplicationScoped
public class ReleasedImports {
  @Inject LibraryWriter writer;
  @Inject LibraryQueries libraries;
  @Inject ImportRows rows;
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @Inject Outbox outbox;

  /**
   * In the caller's transaction, which has locked the experience.
   *
   * @throws Refusal {@code library-voted-on}, {@code library-full} (409)
   */
  public void takeIn(Experience experience, UUID importId) {
    Library library = writer.lock(experience.domain());
    if (!rows.votedOn(List.of(library.domain())).isEmpty()) {
      throw Refusal.conflict(
          "library-voted-on",
          "Members vote on what goes into this library by now: refuse it and submit it to them");
    }
    int capacity = parameters.number(Parameter.LIBRARY_CAPACITY);
    if (libraries.head(library.domain()).size() >= capacity) {
      throw Refusal.conflict(
          "library-full",
          "The library holds its most, %d experiences: release it when there is room"
              .formatted(capacity));
    }
    experience.adopt();
    writer.append(library, List.of(experience), VersionCause.IMPORT, importId, clock.now());
    VectorsHandler.ask(outbox, importId, List.of(experience.id()));
  }
}
