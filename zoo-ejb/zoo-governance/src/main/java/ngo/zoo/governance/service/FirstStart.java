package ngo.zoo.governance.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import ngo.zoo.governance.service.FirstContent.FirstLibrary;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * First content of a demonstration ({@code zoo.demo.seed=true}), made through the services as of
 * instants in the past, so that entries, leaves and roots are what they would have been. Each
 * service call is a transaction of its own and each step looks first what is there: a start that
 * broke off is taken up by the next.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {
  private static final Logger LOG = Logger.getLogger(FirstStart.class);
  private static final Duration PEOPLE_JOINED = Duration.ofDays(14);
  private static final Duration LIBRARIES_MADE = Duration.ofDays(12);

  @Inject FirstPeople firstPeople;
  @Inject FirstProposals firstProposals;
  @Inject Libraries libraries;
  @Inject BusinessClock clock;

  @Inject
  @ConfigProperty(name = "zoo.demo.seed", defaultValue = "false")
  boolean seed;

  @Inject
  @ConfigProperty(name = "zoo.profile", defaultValue = "prod")
  String profile;

  @PostConstruct
  void start() {
    if (seed && profile.equals("dev")) {
      fill(clock.now());
    } else if (seed) {
      LOG.error("zoo.demo.seed is ignored: demonstration people and money need zoo.profile=dev");
    }
  }

  private void fill(Instant now) {
    Map<String, Caller> people = new LinkedHashMap<>();
    clock.at(now.minus(PEOPLE_JOINED), () -> people.putAll(firstPeople.people()));
    clock.at(now.minus(PEOPLE_JOINED), () -> firstPeople.partner(people));
    if (firstProposals.done(people)) {
      return;
    }
    LOG.info("Filling in the first content");
    clock.at(
        now.minus(PEOPLE_JOINED), () -> firstPeople.genesis(people, firstPeople.partner(people)));
    clock.at(now.minus(LIBRARIES_MADE), () -> FirstContent.libraries(people).forEach(this::fill));
    firstProposals.closed(people, now);
    firstProposals.open(people, now);
    LOG.info("The first content is complete");
  }

  private void fill(FirstLibrary first) {
    LibraryView library =
        libraries.libraries().stream()
            .filter(l -> l.domain().equals(first.domain()))
            .findFirst()
            .orElse(null);
    if (library == null) {
      libraries.create(first.domain(), first.title(), first.description());
    }
    if (library == null || library.head() == 0) {
      libraries.seed(first.domain(), first.contributions());
    }
  }
}
