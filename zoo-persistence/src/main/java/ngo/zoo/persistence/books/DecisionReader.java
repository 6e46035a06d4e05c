package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.books.WaitingDecisions;
import ngo.zoo.persistence.Sql;

/** Counts what waits for a second person. */
@ApplicationScoped
public class DecisionReader {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DecisionReader() {}

  DecisionReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What the reader may decide: never what the reader began, nor an attestation of the reader. */
  public WaitingDecisions waitingFor(UUID reader) {
    return new Sql(dataSource)
        .first(
            """
            select
              (select count(*) from correction where status = 'WAITING' and requested_by <> ?),
              (select count(*) from refund r where r.requested_by <> ? and not exists
                (select from refund_decision d where d.refund_id = r.id)),
              (select count(*) from slash where state = 'APPEALED' and slashed_by <> ?),
              (select count(*) from attestation
                where state = 'OPEN' and attested_by <> ? and member_id <> ?)
            """,
            row ->
                new WaitingDecisions(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            reader,
            reader,
            reader,
            reader,
            reader)
        .orElseThrow();
  }
}
