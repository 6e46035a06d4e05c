package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.content.VersionCopy;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.VersionContent;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Read side of libraries and their versions. */
@ApplicationScoped
public class LibraryQueries {
  private static final String LIBRARY =
      "select l.domain, l.title, l.description, l.head, coalesce(v.size, 0) as size from library l"
          + " left join library_version v on v.domain = l.domain and v.number = l.head";
  private static final String VERSION =
      "select v.*, i.address as pinned, i.stored_at as pinned_at, a.address as archived,"
          + " a.stored_at as archived_at from library_version v"
          + " left join version_copy i on (i.domain, i.number, i.store)"
          + " = (v.domain, v.number, 'IPFS')"
          + " left join version_copy a on (a.domain, a.number, a.store)"
          + " = (v.domain, v.number, 'ARWEAVE')";
  private static final String EMPTY_ROOT = new VersionContent(List.of()).rootHex();

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  public List<LibraryView> libraries() {
    return sql().list(LIBRARY + " order by l.domain", LibraryQueries::library);
  }

  /** A page by domain; the search is for a part of a domain. */
  public Page<LibraryView> libraries(PageRequest request) {
    String found = " where position(lower(?) in l.domain) > 0";
    String search = request.search().strip();
    return new Page<>(
        sql()
            .list(
                LIBRARY + found + " order by l.domain offset ? limit ?",
                LibraryQueries::library,
                search,
                request.first(),
                request.size()),
        sql().number("select count(*) from library l" + found, search).longValueExact());
  }

  /**
   * @throws Refusal {@code library-not-found}
   */
  public LibraryView library(String domain) {
    return only(
        sql().first(LIBRARY + " where l.domain = ?", LibraryQueries::library, domain),
        "library",
        domain);
  }

  public boolean exists(String domain) {
    return sql().number("select count(*) from library where domain = ?", domain).signum() > 0;
  }

  /**
   * One indexed row: cheap enough for every question.
   *
   * @throws Refusal {@code library-not-found}
   */
  public LibraryHead head(String domain) {
    return only(
        sql()
            .first(
                "select l.head, v.root, v.size from library l left join library_version v"
                    + " on v.domain = l.domain and v.number = l.head where l.domain = ?",
                row -> head(domain, row),
                domain),
        "library",
        domain);
  }

  /** Newest first. */
  public Page<LibraryVersionView> versions(String domain, PageRequest request) {
    LibraryView library = library(domain);
    List<LibraryVersionView> items =
        sql()
            .list(
                VERSION + " where v.domain = ? order by v.number desc limit ? offset ?",
                LibraryQueries::version,
                domain,
                request.size(),
                request.first());
    return new Page<>(items, library.head());
  }

  /**
   * @throws Refusal {@code library-version-not-found}
   */
  public LibraryVersionView version(String domain, int number) {
    return only(
        sql()
            .first(
                VERSION + " where v.domain = ? and v.number = ?",
                LibraryQueries::version,
                domain,
                number),
        "library-version",
        domain + " " + number);
  }

  /** Members in the order of the snapshot tree. */
  public Page<ExperienceView> members(String domain, int number, PageRequest request) {
    version(domain, number);
    String from =
        " from library_member m join experience e on e.id = m.experience_id"
            + " join member a on a.id = e.author_id"
            + " where m.domain = ? and m.number = ? and position(lower(?) in lower(e.text)) > 0";
    String search = request.search();
    List<ExperienceView> items =
        sql()
            .list(
                "select "
                    + ExperienceQueries.COLUMNS
                    + from
                    + " order by m.position limit ? offset ?",
                ExperienceQueries::view,
                domain,
                number,
                search,
                request.size(),
                request.first());
    long total = sql().number("select count(*)" + from, domain, number, search).longValueExact();
    return new Page<>(items, total);
  }

  private Sql sql() {
    return new Sql(source);
  }

  private static <T> T only(Optional<T> found, String what, Object id) {
    return found.orElseThrow(() -> Refusal.notFound(what, id));
  }

  private static LibraryHead head(String domain, ResultSet row) throws SQLException {
    byte[] root = row.getBytes("root");
    return new LibraryHead(
        domain,
        row.getInt("head"),
        root == null ? EMPTY_ROOT : HexFormat.of().formatHex(root),
        row.getInt("size"));
  }

  private static LibraryView library(ResultSet row) throws SQLException {
    return new LibraryView(
        row.getString("domain"),
        row.getString("title"),
        row.getString("description"),
        row.getInt("head"),
        row.getInt("size"));
  }

  private static LibraryVersionView version(ResultSet row) throws SQLException {
    return new LibraryVersionView(
        row.getString("domain"),
        row.getInt("number"),
        row.getObject("parent", Integer.class),
        HexFormat.of().formatHex(row.getBytes("root")),
        row.getInt("size"),
        row.getString("cid"),
        VersionCause.valueOf(row.getString("cause_kind")),
        row.getObject("cause_id", UUID.class),
        Sql.instant(row, row.findColumn("created_at")),
        row.getObject("log_subject", UUID.class),
        copy(row, "pinned"),
        copy(row, "archived"));
  }

  private static @Nullable VersionCopy copy(ResultSet row, String store) throws SQLException {
    String address = row.getString(store);
    return address == null
        ? null
        : new VersionCopy(address, Sql.instant(row, row.findColumn(store + "_at")));
  }
}
