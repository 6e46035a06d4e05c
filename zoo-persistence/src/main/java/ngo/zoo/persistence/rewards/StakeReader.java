package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.StandingStakeView;
import ngo.zoo.rewards.UnbondingState;
import ngo.zoo.rewards.UnbondingView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Lists of standing stakes, of what unbonds and of slashes. */
@ApplicationScoped
public class StakeReader {
  /** What the public calls a stake: never a person's name nor id, which entries of others show. */
  private static final String LABEL =
      "coalesce(n.name, 'provider ' || right(replace(s.id::text, '-', ''), 8))";

  private static final String STAKES =
      "select s.id, s.role, s.node_id, "
          + LABEL
          + ", s.member_id, m.display_name, s.asset, s.amount,"
          + """
             (select coalesce(sum(u.amount), 0) from unbonding u
               where u.stake_id = s.id and u.state = 'UNBONDING'),
             (select coalesce(sum(d.amount), 0) from slash d
               where d.stake_id = s.id and d.state in ('OPEN', 'APPEALED')),
             s.opened_at
            """;
  private static final String FROM_STAKES =
      """
       from standing_stake s join member m on m.id = s.member_id
       left join node n on n.id = s.node_id
      """;
  private static final String MATCHING =
      " where position(lower(?) in lower(m.display_name || ' ' || " + LABEL + ")) > 0 ";
  private static final String SLASHES =
      "select d.id, s.role, "
          + LABEL
          + """
            , d.reason, d.evidence, d.share_bp, s.asset, d.amount, d.state, d.slashed_at,
              d.appeal_until, d.decided_at, d.stake_id, s.member_id, m.display_name, d.slashed_by,
              d.text, d.appeal, d.decision
            """;
  private static final String FROM_SLASHES =
      """
       from slash d join standing_stake s on s.id = d.stake_id
       join member m on m.id = s.member_id left join node n on n.id = s.node_id
      """;
  private static final String PUBLIC_MATCHING =
      " where position(lower(?) in lower(d.reason || ' ' || d.evidence || ' ' || "
          + LABEL
          + ")) > 0 ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public StakeReader() {}

  StakeReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The member's stakes, oldest first. */
  public List<StandingStakeView> of(UUID member) {
    return sql()
        .list(
            STAKES + FROM_STAKES + "where s.member_id = ? order by s.opened_at, s.id",
            StakeReader::stake,
            member);
  }

  public Optional<StandingStakeView> stake(UUID id) {
    return sql().first(STAKES + FROM_STAKES + "where s.id = ?", StakeReader::stake, id);
  }

  /** All that hold or held anything, by owner or label. */
  public Page<StandingStakeView> all(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                STAKES + FROM_STAKES + MATCHING + "order by s.opened_at, s.id offset ? limit ?",
                StakeReader::stake,
                request.search(),
                request.first(),
                request.size()),
        sql()
            .number("select count(*)" + FROM_STAKES + MATCHING, request.search())
            .longValueExact());
  }

  /** What the member asked back, newest first, at most two hundred. */
  public List<UnbondingView> unbondings(UUID member) {
    return sql()
        .list(
            "select u.id, u.stake_id, s.role, "
                + LABEL
                + """
                  , s.asset, u.amount, u.state, u.asked_at, u.due_at, u.ended_at
                  from unbonding u join standing_stake s on s.id = u.stake_id
                  left join node n on n.id = s.node_id
                  where s.member_id = ? order by u.asked_at desc, u.id desc limit 200
                  """,
            StakeReader::unbonding,
            member);
  }

  /** Everybody's slashes as the public sees them, newest first. */
  public Page<SlashView> slashes(PageRequest request) {
    Page<SlashFile> files = files(request);
    return new Page<>(files.items().stream().map(SlashFile::slash).toList(), files.total());
  }

  /** Everybody's slashes, newest first. */
  public Page<SlashFile> files(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                SLASHES
                    + FROM_SLASHES
                    + PUBLIC_MATCHING
                    + "order by d.slashed_at desc, d.id desc offset ? limit ?",
                StakeReader::file,
                request.search(),
                request.first(),
                request.size()),
        sql()
            .number("select count(*)" + FROM_SLASHES + PUBLIC_MATCHING, request.search())
            .longValueExact());
  }

  /** Slashes of the member's stakes, newest first. */
  public List<SlashFile> slashesOf(UUID member) {
    return sql()
        .list(
            SLASHES + FROM_SLASHES + "where s.member_id = ? order by d.slashed_at desc, d.id desc",
            StakeReader::file,
            member);
  }

  /** A page of them; the search is for a reason, evidence or what the stake stands behind. */
  public Page<SlashFile> slashesOf(UUID member, PageRequest request) {
    String own = PUBLIC_MATCHING + "and s.member_id = ? ";
    return new Page<>(
        sql()
            .list(
                SLASHES
                    + FROM_SLASHES
                    + own
                    + "order by d.slashed_at desc, d.id desc offset ? limit ?",
                StakeReader::file,
                request.search().strip(),
                member,
                request.first(),
                request.size()),
        sql()
            .number("select count(*)" + FROM_SLASHES + own, request.search().strip(), member)
            .longValueExact());
  }

  /** A page of what the member asked back, newest first; the search is for a stake or an id. */
  public Page<UnbondingView> unbondings(UUID member, PageRequest request) {
    String from =
        """
         from unbonding u join standing_stake s on s.id = u.stake_id
         left join node n on n.id = s.node_id
         where s.member_id = ? and position(lower(?) in u.stake_id || ' ' || u.id) > 0
        """;
    String search = request.search().strip();
    return new Page<>(
        sql()
            .list(
                "select u.id, u.stake_id, s.role, "
                    + LABEL
                    + ", s.asset, u.amount, u.state, u.asked_at, u.due_at, u.ended_at"
                    + from
                    + " order by u.asked_at desc, u.id desc offset ? limit ?",
                StakeReader::unbonding,
                member,
                search,
                request.first(),
                request.size()),
        sql().number("select count(*)" + from, member, search).longValueExact());
  }

  public Optional<SlashFile> slash(UUID id) {
    return sql().first(SLASHES + FROM_SLASHES + "where d.id = ?", StakeReader::file, id);
  }

  /**
   * Nodes the member may lock a stake behind: id and name of each that is theirs and not retired.
   */
  public List<Named> nodesOf(UUID member) {
    return sql()
        .list(
            "select id, name from node where owner_id = ? and role = 'PROVIDER' and state <> 'RETIRED'"
                + " order by name",
            row -> new Named(Sql.uuid(row, 1), row.getString(2)),
            member);
  }

  /** Those of the member's nodes that are not chosen, because less than the minimum is locked. */
  public List<Named> lackingOf(UUID member, Amount minimum) {
    return sql()
        .list(
            """
            select n.id, n.name from node n
            where n.owner_id = ? and n.role = 'PROVIDER' and n.state <> 'RETIRED' and not exists (
              select from standing_stake s
              where s.node_id = n.id and s.member_id = n.owner_id and s.amount >= ?)
            order by n.name
            """,
            row -> new Named(Sql.uuid(row, 1), row.getString(2)),
            member,
            minimum.units());
  }

  /** Whether this is a person's id. */
  public boolean isMember(UUID id) {
    return sql().number("select count(*) from member where id = ?", id).signum() > 0;
  }

  /** A node by its name. */
  public record Named(UUID id, String name) {}

  /** Nodes that may be chosen: the operator's, and those whose owner's stake is enough. */
  public Map<UUID, BigInteger> eligibleNodes(Amount minimum) {
    return sql()
        .list(
            """
            select n.id, greatest(coalesce(max(s.amount), 0), ?) from node n
            left join standing_stake s on s.node_id = n.id and s.member_id = n.owner_id
            group by n.id having n.role = 'OPERATOR' or max(s.amount) >= ?
            """,
            row -> Map.entry(Sql.uuid(row, 1), Sql.units(row, 2)),
            minimum.units(),
            minimum.units())
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whether there is such a receipt. */
  public boolean isReceipt(UUID id) {
    return sql().number("select count(*) from receipt where id = ?", id).signum() > 0;
  }

  private static StandingStakeView stake(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(7));
    return new StandingStakeView(
        Sql.uuid(row, 1),
        StakeRole.valueOf(row.getString(2)),
        row.getObject(3, UUID.class),
        row.getString(4),
        Sql.uuid(row, 5),
        row.getString(6),
        new Amount(asset, Sql.units(row, 8)),
        new Amount(asset, Sql.units(row, 9)),
        new Amount(asset, Sql.units(row, 10)),
        Sql.instant(row, 11));
  }

  private static UnbondingView unbonding(ResultSet row) throws SQLException {
    return new UnbondingView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        StakeRole.valueOf(row.getString(3)),
        row.getString(4),
        new Amount(Asset.valueOf(row.getString(5)), Sql.units(row, 6)),
        UnbondingState.valueOf(row.getString(7)),
        Sql.instant(row, 8),
        Sql.instant(row, 9),
        Sql.optionalInstant(row, 10));
  }

  private static SlashFile file(ResultSet row) throws SQLException {
    SlashView view =
        new SlashView(
            Sql.uuid(row, 1),
            StakeRole.valueOf(row.getString(2)),
            row.getString(3),
            SlashReason.valueOf(row.getString(4)),
            row.getString(5),
            row.getInt(6),
            new Amount(Asset.valueOf(row.getString(7)), Sql.units(row, 8)),
            SlashState.valueOf(row.getString(9)),
            Sql.instant(row, 10),
            Sql.instant(row, 11),
            Sql.optionalInstant(row, 12));
    return new SlashFile(
        view,
        Sql.uuid(row, 13),
        Sql.uuid(row, 14),
        row.getString(15),
        Sql.uuid(row, 16),
        row.getString(17),
        row.getString(18),
        row.getString(19));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
