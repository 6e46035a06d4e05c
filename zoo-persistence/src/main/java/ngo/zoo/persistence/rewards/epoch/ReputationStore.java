package ngo.zoo.persistence.rewards.epoch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.SettledFlow;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.rules.FixedPoint;
import ngo.zoo.rewards.rules.ReputationRules;

/** Standings after each epoch. */
@ApplicationScoped
public class ReputationStore {
  private static final String STANDINGS =
      "select party_id, paid, earned, provider, contributor, payer from reputation ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public ReputationStore() {}

  public ReputationStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Computes and stores the standings after an epoch from those before it; once. */
  public void compute(EpochView epoch) {
    List<Standing> before =
        sql().list(STANDINGS + "where epoch = ?", ReputationStore::read, epoch.number() - 1);
    Map<UUID, BigInteger> fees = new HashMap<>();
    sql()
        .list(
            EpochSources.FEES,
            row -> fees.put(Sql.uuid(row, 1), Sql.units(row, 2)),
            epoch.number());
    List<SettledFlow> flows = sql().list(EpochSources.FLOWS, ReputationStore::flow, epoch.number());
    Duration length = Duration.between(epoch.startsAt(), epoch.endsAt());
    BigInteger decay = FixedPoint.decay(length, epoch.knownTerms().halfLife());
    store(epoch.number(), ReputationRules.next(before, decay, fees, flows).values());
  }

  private void store(int epoch, Collection<Standing> standings) {
    List<Standing> all = List.copyOf(standings);
    sql()
        .update(
            """
            insert into reputation (epoch, party_id, paid, earned, provider, contributor, payer)
            select ?, s.* from unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[]) s
            on conflict (epoch, party_id) do nothing
            """,
            epoch,
            all.stream().map(Standing::partyId).toArray(UUID[]::new),
            column(all, Standing::paid),
            column(all, Standing::earned),
            column(all, Standing::provider),
            column(all, Standing::contributor),
            column(all, Standing::payer));
  }

  /** As of the last epoch that has standings; empty when the party has none. */
  public Optional<Standing> of(UUID party) {
    return of(List.of(party)).values().stream().findFirst();
  }

  /** As {@link #of(UUID)}, for several at once. */
  public Map<UUID, Standing> of(Collection<UUID> parties) {
    Map<UUID, Standing> found = new HashMap<>();
    sql()
        .list(
            STANDINGS + "where party_id = any (?) and epoch = (select max(epoch) from reputation)",
            row -> found.put(Sql.uuid(row, 1), read(row)),
            (Object) parties.toArray(UUID[]::new));
    return found;
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static BigInteger[] column(List<Standing> all, Function<Standing, BigInteger> figure) {
    return all.stream().map(figure).toArray(BigInteger[]::new);
  }

  private static SettledFlow flow(ResultSet row) throws SQLException {
    return new SettledFlow(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getBoolean(3),
        row.getBoolean(4),
        Sql.units(row, 5));
  }

  private static Standing read(ResultSet row) throws SQLException {
    return new Standing(
        Sql.uuid(row, 1),
        Sql.units(row, 2),
        Sql.units(row, 3),
        Sql.units(row, 4),
        Sql.units(row, 5),
        Sql.units(row, 6));
  }
}
