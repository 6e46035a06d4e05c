package ngo.zoo.persistence.donations;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.donations.DonationDraft;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.DonationView;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Donations and their numbers. Whoever records one holds the lock until the end of its transaction,
 * so numbers have neither gaps nor twins.
 */
@ApplicationScoped
public class DonationStore {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Digits and letters that are not mistaken for each other. */
  private static final String CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int CODE_LENGTH = 16;
  private static final long LOCK = 0x444f4e4154494f4eL;
  private static final String RECEIPT =
      """
      select number, code, kind, donor, asset, amount, purpose, restricted, reference, entry_id,
        received_at from donation
      """;

  /** Who has recorded it, and what it moved. */
  public record Booking(UUID id, @Nullable UUID member, UUID entry, UUID by, Instant at) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DonationStore() {}

  DonationStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Nobody else records one until this transaction ends. */
  public void lock() {
    sql().first("select 1 from (select pg_advisory_xact_lock(?)) l", row -> row.getInt(1), LOCK);
  }

  /** The donation that has this reference. */
  public Optional<DonationReceipt> ofReference(String reference) {
    return sql().first(RECEIPT + "where reference = ?", DonationStore::receipt, reference);
  }

  /** Gives it the next number of its year. */
  public DonationReceipt add(DonationDraft draft, Booking booking) {
    sql()
        .update(
            """
            insert into donation values (?, ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            booking.id(),
            nextNumber(booking.at()),
            code(),
            draft.kind(),
            draft.donor(),
            draft.named(),
            booking.member(),
            draft.email(),
            draft.amount().asset(),
            draft.amount().units(),
            draft.purpose(),
            draft.restricted(),
            draft.reference(),
            booking.entry(),
            booking.by(),
            booking.at());
    return ofReference(draft.reference()).orElseThrow();
  }

  private String nextNumber(Instant at) {
    int year = at.atZone(ZoneOffset.UTC).getYear();
    int last =
        sql()
            .first(
                """
                insert into donation_counter values (?, 1)
                on conflict (year) do update set last = donation_counter.last + 1 returning last
                """,
                row -> row.getInt(1),
                year)
            .orElseThrow();
    return String.format(Locale.ROOT, "DON-%04d-%06d", year, last);
  }

  private static String code() {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    RANDOM.ints(CODE_LENGTH, 0, CODE.length()).forEach(i -> code.append(CODE.charAt(i)));
    return code.toString();
  }

  /** Empty unless number and code belong together. */
  public Optional<DonationReceipt> receipt(String number, String code) {
    return sql()
        .first(RECEIPT + "where number = ? and code = ?", DonationStore::receipt, number, code);
  }

  /** A member's own, newest first. */
  public List<DonationReceipt> ofMember(UUID member) {
    return sql()
        .list(
            RECEIPT + "where member_id = ? order by received_at desc, id desc limit 100",
            DonationStore::receipt,
            member);
  }

  /** A member's own, newest first; the search looks at numbers and purposes. */
  public Page<DonationReceipt> ofMember(UUID member, PageRequest request) {
    String where =
        "where member_id = ? and position(lower(?) in lower(number || ' ' || purpose)) > 0";
    String search = request.search().strip();
    List<DonationReceipt> rows =
        sql()
            .list(
                RECEIPT + where + " order by received_at desc, id desc offset ? limit ?",
                DonationStore::receipt,
                member,
                search,
                request.first(),
                request.size());
    return new Page<>(
        rows,
        sql().number("select count(*) from donation " + where, member, search).longValueExact());
  }

  /** Newest first; the search looks at numbers, purposes and named donors. */
  public Page<DonationView> page(PageRequest request) {
    String like = "%" + request.search().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    String where =
        """
        from donation
        where number || ' ' || purpose || ' ' || case when named then donor else '' end ilike ?
        """;
    List<DonationView> rows =
        sql()
            .list(
                """
                select number, kind, case when named then donor end, asset, amount, purpose,
                  restricted, entry_id, received_at
                """
                    + where
                    + " order by received_at desc, id desc offset ? limit ?",
                DonationStore::view,
                like,
                request.first(),
                request.size());
    return new Page<>(rows, sql().number("select count(*) " + where, like).longValueExact());
  }

  private static DonationView view(ResultSet row) throws SQLException {
    return new DonationView(
        row.getString(1),
        DonationKind.valueOf(row.getString(2)),
        row.getString(3),
        new Amount(Asset.valueOf(row.getString(4)), Sql.units(row, 5)),
        row.getString(6),
        row.getBoolean(7),
        Sql.uuid(row, 8),
        Sql.instant(row, 9));
  }

  private static DonationReceipt receipt(ResultSet row) throws SQLException {
    return new DonationReceipt(
        row.getString(1),
        row.getString(2),
        DonationKind.valueOf(row.getString(3)),
        row.getString(4),
        new Amount(Asset.valueOf(row.getString(5)), Sql.units(row, 6)),
        row.getString(7),
        row.getBoolean(8),
        row.getString(9),
        Sql.uuid(row, 10),
        Sql.instant(row, 11));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
