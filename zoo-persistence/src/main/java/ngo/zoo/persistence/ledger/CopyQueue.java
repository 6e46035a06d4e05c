package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.content.CopyStore;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Outbox;

/**
 * Asks a store for a copy of each version it does not have, by one fact per version in the outbox.
 * Asking looks at what is missing, so versions from before the store was configured come too.
 */
@ApplicationScoped
public class CopyQueue {
  private static final int MOST_AT_ONCE = 200;
  private static final String MISSING =
      "select v.log_subject, v.domain, v.number from library_version v"
          + " where not exists (select from version_copy c where c.domain = v.domain"
          + " and c.number = v.number and c.store = ?)"
          + " and not exists (select from outbox_event e where e.listener = ?"
          + " and e.subject_id = v.log_subject)"
          + " order by v.created_at, v.log_subject limit ?";

  private record Missing(UUID subject, String payload) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject Outbox outbox;

  /** In the caller's transaction; returns how many versions were asked for. */
  public int fill(CopyStore store) {
    Sql sql = new Sql(source);
    List<Missing> missing =
        sql.list(
            MISSING,
            row ->
                new Missing(row.getObject(1, UUID.class), payload(row.getString(2), row.getInt(3))),
            store.name(),
            store.listener(),
            MOST_AT_ONCE);
    missing.forEach(
        version ->
            outbox.add(store.listener(), CopyStore.FACT, version.subject(), version.payload()));
    return missing.size();
  }

  /** A domain is words of lower-case letters, digits and dots: nothing to escape. */
  private static String payload(String domain, int number) {
    return "{\"domain\":\"" + domain + "\",\"number\":" + number + "}";
  }
}
