package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.log.ChainTransactions;
import ngo.zoo.persistence.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Transactions in table {@code chain_transaction}. Own database transactions: signed bytes must be
 * safe before they leave the house, whatever becomes of the caller.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class JdbcChainTransactions implements ChainTransactions {
  private static final String SELECT =
      "select nonce, purpose, raw, tx_hash from chain_transaction"
          + " where chain_id = ? and genesis = ? and sender = ?";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** For the container. */
  protected JdbcChainTransactions() {}

  JdbcChainTransactions(DataSource source) {
    this.source = source;
  }

  @Override
  public List<Signed> from(Lane lane, long nonce) {
    return list(lane, " and nonce >= " + nonce + " order by nonce");
  }

  @Override
  public List<Signed> open(Lane lane) {
    return list(lane, " and status in ('SIGNED', 'SENT') order by nonce");
  }

  private List<Signed> list(Lane lane, String which) {
    return Statements.with(
        source,
        connection ->
            Statements.list(
                connection,
                SELECT + which,
                JdbcChainTransactions::signed,
                lane.chainId(),
                lane.genesis(),
                lane.sender()));
  }

  private static Signed signed(ResultSet row) throws SQLException {
    return new Signed(row.getLong(1), row.getString(2), row.getBytes(3), row.getString(4));
  }

  @Override
  public void signed(Lane lane, Signed transaction) {
    Statements.with(
        source,
        connection ->
            Statements.update(
                connection,
                "insert into chain_transaction (id, chain_id, genesis, sender, nonce, purpose, raw,"
                    + " tx_hash, status, created_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, 'SIGNED', clock_timestamp())",
                Ids.next(),
                lane.chainId(),
                lane.genesis(),
                lane.sender(),
                transaction.nonce(),
                transaction.purpose(),
                transaction.raw(),
                transaction.hash()));
  }

  @Override
  public void sent(Lane lane, long nonce) {
    move(lane, nonce, "SENT", null);
  }

  @Override
  public void mined(Lane lane, long nonce, long blockNumber) {
    move(lane, nonce, "MINED", blockNumber);
  }

  @Override
  public void failed(Lane lane, long nonce) {
    move(lane, nonce, "FAILED", null);
  }

  private void move(Lane lane, long nonce, String status, @Nullable Long blockNumber) {
    Statements.with(
        source,
        connection ->
            Statements.update(
                connection,
                "update chain_transaction set status = ?, block_number = ?::bigint"
                    + " where chain_id = ? and genesis = ? and sender = ? and nonce = ?",
                status,
                blockNumber,
                lane.chainId(),
                lane.genesis(),
                lane.sender(),
                nonce));
  }

  @Override
  public Optional<String> contract(String name, Lane lane) {
    return Statements.with(
        source,
        connection ->
            Statements.first(
                connection,
                "select address from chain_contract"
                    + " where name = ? and chain_id = ? and genesis = ?",
                row -> row.getString(1),
                name,
                lane.chainId(),
                lane.genesis()));
  }

  @Override
  public void deployed(String name, Lane lane, String address) {
    Statements.with(
        source,
        connection ->
            Statements.update(
                connection,
                "insert into chain_contract (name, chain_id, genesis, address)"
                    + " values (?, ?, ?, ?) on conflict do nothing",
                name,
                lane.chainId(),
                lane.genesis(),
                address));
  }
}
