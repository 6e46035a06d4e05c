package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.ledger.rules.ChangeRule.Words;
import ngo.zoo.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** What a change of a library has to know about its members before it is made. */
@ApplicationScoped
public class MemberQueries {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** The members of one version. */
  public Set<UUID> of(String domain, int number) {
    return sql()
        .list(
            "select experience_id from library_member where domain = ? and number = ?",
            row -> Sql.uuid(row, 1),
            domain,
            number)
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The members of the current version. */
  public Set<UUID> ofHead(String domain) {
    return sql()
        .first("select head from library where domain = ?", row -> row.getInt(1), domain)
        .map(head -> of(domain, head))
        .orElse(Set.of());
  }

  /** The version this proposal made; null when it made none. */
  public @Nullable Integer versionDecidedBy(UUID proposalId) {
    return sql()
        .first(
            "select number from library_version where cause_id = ? and cause_kind = 'PROPOSAL'",
            row -> row.getInt(1),
            proposalId)
        .orElse(null);
  }

  /**
   * Whether words are free in a domain.
   *
   * @param textKeys keys of the words
   * @param apart experiences that are not asked about
   */
  public Words words(String domain, Collection<String> textKeys, Collection<UUID> apart) {
    List<Boolean> adopted =
        sql()
            .list(
                "select status = 'ADOPTED' from experience where domain = ? and text_key = any(?)"
                    + " and status in ("
                    + ExperienceQueries.LIVE
                    + ") and id <> all(?)",
                row -> row.getBoolean(1),
                domain,
                textKeys.toArray(String[]::new),
                apart.toArray(UUID[]::new));
    if (adopted.isEmpty()) {
      return Words.FREE;
    }
    return adopted.contains(true) ? Words.TAKEN : Words.ASKED_FOR;
  }

  /** Whether one of the members is another revision of one of the experiences. */
  public boolean hasRelative(Collection<UUID> experienceIds, Set<UUID> members) {
    return experienceIds.stream()
        .flatMap(id -> sql().list(CHAIN, row -> Sql.uuid(row, 1), id).stream())
        .anyMatch(id -> !experienceIds.contains(id) && members.contains(id));
  }

  /** All revisions of the chain an experience belongs to, itself among them. */
  static final String CHAIN =
      """
      with recursive up as (
        select id, revises from experience where id = ?
        union all select e.id, e.revises from up join experience e on e.id = up.revises),
      chain as (
        select id from up where revises is null
        union all select e.id from chain c join experience e on e.revises = c.id)
      select id from chain
      """;

  private Sql sql() {
    return new Sql(source);
  }
}
