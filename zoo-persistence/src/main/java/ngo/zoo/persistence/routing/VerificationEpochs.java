package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.EpochView;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/**
 * The lottery's seeds. One is drawn when its epoch begins and committed to by its hash; it stays
 * sealed until the epoch has ended.
 */
@ApplicationScoped
public class VerificationEpochs {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LENGTH = Duration.ofDays(1);

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private SecretBox box;

  /** For the container. */
  public VerificationEpochs() {}

  VerificationEpochs(DataSource dataSource, SecretBox box) {
    this.dataSource = dataSource;
    this.box = box;
  }

  /** An epoch that is on. */
  public record Current(int number, Lottery lottery) {}

  /** The epoch of this instant, which begins with the first call in it. */
  public Current at(Instant now) {
    return find(now)
        .orElseGet(
            () -> {
              begin(now);
              return find(now).orElseThrow();
            });
  }

  private Optional<Current> find(Instant now) {
    return sql()
        .first(
            """
            select number, sealed from verification_epoch
            where begins_at <= ? and ends_at > ? order by number desc limit 1
            """,
            row -> new Current(row.getInt(1), new Lottery(open(row.getInt(1), row.getBytes(2)))),
            now,
            now);
  }

  /** Numbers are unique, so of two servers one begins it. */
  private void begin(Instant now) {
    byte[] seed = new byte[Lottery.SEED];
    RANDOM.nextBytes(seed);
    int number =
        sql().number("select coalesce(max(number), 0) + 1 from verification_epoch").intValueExact();
    sql()
        .update(
            """
            insert into verification_epoch (number, begins_at, ends_at, commitment, sealed)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """,
            number,
            now,
            now.plus(LENGTH),
            Lottery.commitment(seed),
            box.seal(place(number), seed));
  }

  /** Newest first, with the seeds of those that have ended. */
  public Page<EpochView> page(PageRequest request, Instant now) {
    return new Page<>(
        sql()
            .list(
                """
                select number, begins_at, ends_at, commitment, sealed from verification_epoch
                order by number desc offset ? limit ?
                """,
                row -> view(row, now),
                request.first(),
                request.size()),
        sql().number("select count(*) from verification_epoch").longValueExact());
  }

  private EpochView view(ResultSet row, Instant now) throws SQLException {
    Instant ends = Sql.instant(row, 3);
    return new EpochView(
        row.getInt(1),
        Sql.instant(row, 2),
        ends,
        HexFormat.of().formatHex(row.getBytes(4)),
        ends.isAfter(now) ? null : HexFormat.of().formatHex(open(row.getInt(1), row.getBytes(5))));
  }

  private byte[] open(int number, byte[] sealed) {
    return box.open(place(number), sealed);
  }

  private static String place(int number) {
    return "verification-epoch:" + number;
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
