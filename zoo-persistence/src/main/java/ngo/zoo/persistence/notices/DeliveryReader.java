package ngo.zoo.persistence.notices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.notices.AttemptView;
import ngo.zoo.notices.DeliveryDetail;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.DeliveryView;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Deliveries of an endpoint as its organisation sees them, and replays. */
@ApplicationScoped
public class DeliveryReader {
  private static final String VIEW =
      """
      select d.id, d.webhook_id, d.event_id, e.type, d.state, d.attempts, d.created_at,
        d.next_try_at, a.status, a.error, e.body
      from webhook_delivery d join partner_event e on e.id = d.event_id
      left join webhook_attempt a on a.delivery_id = d.id and a.number = d.attempts
      """;
  private static final String MATCHING =
      "where d.webhook_id = ? and (? = '' or d.state = ?) and e.type || ' ' || e.body ilike ?";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DeliveryReader() {}

  DeliveryReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Newest first; the search looks at types and bodies.
   *
   * @param state null for all
   */
  public Page<DeliveryView> page(UUID webhook, @Nullable DeliveryState state, PageRequest request) {
    String wanted = state == null ? "" : state.name();
    String like = "%" + request.search().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    List<DeliveryView> rows =
        sql()
            .list(
                VIEW + MATCHING + " order by d.created_at desc, d.id desc offset ? limit ?",
                DeliveryReader::view,
                webhook,
                wanted,
                wanted,
                like,
                request.first(),
                request.size());
    long total =
        sql()
            .number(
                """
                select count(*) from webhook_delivery d
                join partner_event e on e.id = d.event_id
                """
                    + MATCHING,
                webhook,
                wanted,
                wanted,
                like)
            .longValueExact();
    return new Page<>(rows, total);
  }

  /** Empty when it is another endpoint's. */
  public Optional<DeliveryDetail> detail(UUID webhook, UUID delivery) {
    return sql()
        .first(
            VIEW + "where d.webhook_id = ? and d.id = ?",
            row -> new DeliveryDetail(view(row), row.getString(11), attempts(delivery)),
            webhook,
            delivery);
  }

  private List<AttemptView> attempts(UUID delivery) {
    return sql()
        .list(
            """
            select number, attempted_at, status, millis, answer, error from webhook_attempt
            where delivery_id = ? order by number
            """,
            row ->
                new AttemptView(
                    row.getInt(1),
                    Sql.instant(row, 2),
                    row.getObject(3, Integer.class),
                    row.getInt(4),
                    row.getString(5),
                    row.getString(6)),
            delivery);
  }

  /** Puts one that is not pending back in line; false when there is no such one. */
  public boolean replay(UUID webhook, UUID delivery, Instant now) {
    return again("id = ? and state <> 'PENDING'", webhook, delivery, now) == 1;
  }

  /** Puts all that failed since back in line and says how many. */
  public int replayFailed(UUID webhook, Instant since, Instant now) {
    return again("created_at >= ? and state = 'FAILED'", webhook, since, now);
  }

  private int again(String which, UUID webhook, Object value, Instant now) {
    return sql()
        .update(
            """
            update webhook_delivery set state = 'PENDING', tries = 0, tries_since = ?,
              next_try_at = ? where webhook_id = ? and
            """
                + which,
            now,
            now,
            webhook,
            value);
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    DeliveryState state = DeliveryState.valueOf(row.getString(5));
    return new DeliveryView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        DueDelivery.messageId(Sql.uuid(row, 3)),
        row.getString(4),
        state,
        row.getInt(6),
        Sql.instant(row, 7),
        state == DeliveryState.PENDING ? Sql.instant(row, 8) : null,
        row.getObject(9, Integer.class),
        row.getString(10));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
