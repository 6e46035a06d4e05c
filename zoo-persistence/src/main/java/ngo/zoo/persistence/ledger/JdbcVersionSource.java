package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.content.Block;
import ngo.zoo.content.CorruptBlock;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;
import ngo.zoo.log.Cid;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Refusal;

/** Versions read from the embedded block store; in a transaction the blocks come in parts. */
@ApplicationScoped
public class JdbcVersionSource implements VersionSource {
  private record Version(String root, String record) {}

  // Leaf data are the digests in the ids, so the order of the tree is the order of the ids.
  private static final String MEMBERS =
      "select e.cid, e.leaf_data as digest from library_member m"
          + " join experience e on e.id = m.experience_id where m.domain = ? and m.number = ?";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Override
  public VersionManifest manifest(String domain, int number) {
    Sql sql = new Sql(source);
    Version version =
        sql.first(
                "select root, cid from library_version where domain = ? and number = ?",
                row -> new Version(HexFormat.of().formatHex(row.getBytes(1)), row.getString(2)),
                domain,
                number)
            .orElseThrow(() -> Refusal.notFound("library-version", domain + " " + number));
    List<Cid> members =
        sql.list(MEMBERS + " order by digest", row -> new Cid(row.getString(1)), domain, number);
    return new VersionManifest(domain, number, version.root(), new Cid(version.record()), members);
  }

  @Override
  public void blocks(VersionManifest manifest, Consumer<Block> taker) {
    new Sql(source)
        .each(
            "select x.cid, b.bytes from ("
                + MEMBERS
                + " union all select ?, ?) x left join content_block b on b.cid = x.cid"
                + " order by x.digest",
            JdbcVersionSource::block,
            taker,
            manifest.domain(),
            manifest.version(),
            manifest.record().text(),
            manifest.record().digest());
  }

  private static Block block(ResultSet row) throws SQLException {
    Cid cid = new Cid(row.getString(1));
    byte[] bytes = row.getBytes(2);
    if (bytes == null) {
      throw new CorruptBlock(cid);
    }
    return Block.checked(cid, bytes);
  }
}
