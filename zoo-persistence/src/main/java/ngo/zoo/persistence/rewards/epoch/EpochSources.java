package ngo.zoo.persistence.rewards.epoch;

/**
 * The queries that say what an epoch is computed from: each takes the epoch's window and gives
 * {@code (subject_id, owner_id, quantity, quality_bp, up, down, stake)}. Only answers that somebody
 * independent of the earner paid for count: not one's own, and not those of an organisation one
 * belongs to.
 */
final class EpochSources {
  private static final String ANSWERS =
      """
      from win w join receipt r
        on r.status = 'FINAL' and r.final_at >= w.starts_at and r.final_at < w.ends_at
      """;

  private static String independent(String earner) {
    return """
     and r.payer_id <> %1$s and not exists (
        select from organisation_member m where m.member_id = %1$s
          and m.organisation_id = r.payer_id and m.added_at < w.ends_at)
    """
        .formatted(earner);
  }

  /** The window of the epoch in front of any of the queries; one value: the number. */
  static final String WINDOW =
      "with win as (select number, starts_at, ends_at from reward_epoch where number = ?) ";

  static final String DATA =
      """
      select d.id, d.owner_id, d.records::numeric, d.quality_bp, 0::bigint, 0::bigint, 0::numeric
      from win w join dataset_contribution d
        on d.registered_at >= w.starts_at and d.registered_at < w.ends_at
      """;

  /** Rewards the first author of what was read, also of its later revisions. */
  static final String EXPERIENCE =
      """
      select x.id, f.member_id, count(*)::numeric, 0, x.upvotes, x.downvotes, 0::numeric
      """
          + ANSWERS
          + """
            join receipt_experience u on u.receipt_id = r.id and u.paid
            join experience x on x.id = u.experience_id
            join experience_payee f on f.experience_id = x.id and f.position = 0
            where true
            """
          + independent("f.member_id")
          + " group by x.id, f.member_id";

  /** An owner's stake at the epoch's end stands behind all of its nodes in equal parts. */
  static final String INFERENCE =
      """
      select n.node_id, n.owner_id, n.answers, 0, 0::bigint, 0::bigint,
        div(coalesce(s.stake, 0), count(*) over (partition by n.owner_id))
      from (
        select r.node_id, o.owner_id, count(*)::numeric as answers
      """
          + ANSWERS
          + " join node o on o.id = r.node_id where true "
          + independent("o.owner_id")
          + """
             group by 1, 2) n
            left join (
              select a.owner_id, sum(p.amount) as stake
              from account a join posting p on p.account_id = a.id
              join journal_entry e on e.id = p.entry_id
              where a.kind = 'STAKE' and a.asset = 'KEEPER' and e.posted_at < (select ends_at from win)
              group by 1) s on s.owner_id = n.owner_id
            """;

  /** All who earned, best first; an epoch takes the governed number of them. */
  static final String REVENUE =
      """
      select a.owner_id, a.owner_id, sum(p.amount), 0, 0::bigint, 0::bigint, 0::numeric
      """
          + ANSWERS
          + """
            join journal_entry e on e.cause_id = r.id and e.cause_kind = 'RECEIPT'
            join posting p on p.entry_id = e.id and p.amount > 0
            join account a on a.id = p.account_id and a.kind = 'MEMBER' and a.asset = 'KEEPER'
            where true
            """
          + independent("a.owner_id")
          + " group by a.owner_id order by 3 desc, 1 limit %d";

  /** Hours in which a node of theirs gave an answer, and hours that staff registered. */
  static final String CREDITS =
      """
      select h.owner_id, h.owner_id, sum(h.hours), 0, 0::bigint, 0::bigint, 0::numeric
      from (
        select o.owner_id, count(distinct (o.id, date_trunc('hour', r.answered_at)))::numeric as hours
      """
          + ANSWERS
          + " join node o on o.id = r.node_id where true "
          + independent("o.owner_id")
          + """
             group by 1
             union all
             select c.owner_id, c.hours::numeric
             from win w join contribution_hours c
               on c.registered_at >= w.starts_at and c.registered_at < w.ends_at) h
             group by 1
            """;

  /** What the treasury took of the fees of the epoch's final answers. */
  static final String FEE_INCOME =
      WINDOW
          + "select coalesce(sum(p.amount), 0) "
          + ANSWERS
          + """
            join journal_entry e on e.cause_id = r.id and e.cause_kind = 'RECEIPT'
            join posting p on p.entry_id = e.id
            join account a on a.id = p.account_id and a.kind = 'TREASURY' and a.asset = 'KEEPER'
            """;

  /** Fees of the epoch's final answers by payer. */
  static final String FEES =
      WINDOW + "select r.payer_id, sum(r.fee) " + ANSWERS + " group by r.payer_id";

  /** What final answers paid: payer, earner, for running a node, independent, amount. */
  static final String FLOWS =
      WINDOW
          + """
            select f.payer_id, f.earner_id, f.for_node,
              not exists (select from organisation_member m
                where m.member_id = f.earner_id and m.organisation_id = f.payer_id), sum(f.amount)
            from (
              select r.payer_id, coalesce(n.owner_id, a.owner_id) as earner_id, a.kind = 'NODE' as for_node,
                p.amount
            """
          + ANSWERS
          + """
              join journal_entry e on e.cause_id = r.id and e.cause_kind = 'RECEIPT'
              join posting p on p.entry_id = e.id and p.amount > 0
              join account a on a.id = p.account_id and a.kind in ('MEMBER', 'NODE')
                and a.asset = 'KEEPER'
              left join node n on n.id = a.owner_id and a.kind = 'NODE') f
            group by 1, 2, 3, 4
            """;

  private EpochSources() {}

  /** The query of one kind of input. */
  static String of(ngo.zoo.rewards.RewardKind kind, int revenueTop) {
    return switch (kind) {
      case DATA -> DATA;
      case EXPERIENCE -> EXPERIENCE;
      case INFERENCE -> INFERENCE;
      case REVENUE -> REVENUE.formatted(revenueTop);
      case CREDITS -> CREDITS;
    };
  }
}
