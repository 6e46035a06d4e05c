package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;

/** Which versions of which libraries there are to search. */
@ApplicationScoped
public class LibraryHeads {
  private static final String VERSIONS = "select v.domain, v.number, v.root, v.size from ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Of every library that has a version, in the order of domains. */
  public List<LibraryHead> all() {
    return sql()
        .list(
            VERSIONS
                + "library l join library_version v on v.domain = l.domain and v.number = l.head"
                + " order by v.domain",
            LibraryHeads::head);
  }

  public Optional<LibraryHead> numbered(String domain, int number) {
    return sql()
        .first(
            VERSIONS + "library_version v where v.domain = ? and v.number = ?",
            LibraryHeads::head,
            domain,
            number);
  }

  /**
   * The newest version with this snapshot root.
   *
   * @param root hex
   */
  public Optional<LibraryHead> rooted(String domain, String root) {
    return sql()
        .first(
            VERSIONS
                + "library_version v where v.domain = ? and v.root = decode(?, 'hex')"
                + " order by v.number desc limit 1",
            LibraryHeads::head,
            domain,
            root);
  }

  private Sql sql() {
    return new Sql(source);
  }

  private static LibraryHead head(ResultSet row) throws SQLException {
    return new LibraryHead(
        row.getString("domain"),
        row.getInt("number"),
        HexFormat.of().formatHex(row.getBytes("root")),
        row.getInt("size"));
  }
}
