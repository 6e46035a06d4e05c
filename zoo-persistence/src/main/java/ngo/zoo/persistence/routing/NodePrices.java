package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.NodePriceChange;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What nodes' owners ask for an answer, and every price there was; those rows are only added. */
@ApplicationScoped
public class NodePrices {
  private static final String MATCHING =
      " from node_price_change where node_id = ? and position(lower(?) in lower(model)) > 0";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public NodePrices() {}

  NodePrices(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A price as it was set.
   *
   * @param units base units of KEEPER for one answer
   */
  public record Price(BigInteger units, Instant setAt) {}

  /** Prices that are set, by node and model. */
  public Map<UUID, Map<String, Price>> all() {
    Map<UUID, Map<String, Price>> prices = new HashMap<>();
    sql()
        .list(
            "select node_id, model, price, set_at from node_price where price is not null",
            row ->
                prices
                    .computeIfAbsent(Sql.uuid(row, 1), _ -> new HashMap<>())
                    .put(row.getString(2), new Price(Sql.units(row, 3), Sql.instant(row, 4))));
    return prices;
  }

  /**
   * Sets what a node asks from now on; nothing happens when it asks that already. To be called with
   * the node's row locked, so that the history has the order in which prices were in force.
   *
   * @param price null for the governed fee
   */
  public void set(UUID node, String model, @Nullable Amount price, UUID by, Instant at) {
    int changed = price == null ? unset(node, model, at) : set(node, model, price.units(), at);
    if (changed > 0) {
      sql()
          .update(
              """
              insert into node_price_change (id, node_id, model, price, set_by, set_at)
              values (?, ?, ?, ?::numeric, ?, ?)
              """,
              Ids.next(),
              node,
              model,
              price == null ? null : price.units(),
              by,
              at);
    }
  }

  private int set(UUID node, String model, BigInteger units, Instant at) {
    return sql()
        .update(
            """
            insert into node_price as p (node_id, model, price, set_at) values (?, ?, ?, ?)
            on conflict (node_id, model) do update set price = excluded.price, set_at = excluded.set_at
            where p.price is distinct from excluded.price
            """,
            node,
            model,
            units,
            at);
  }

  private int unset(UUID node, String model, Instant at) {
    return sql()
        .update(
            """
            update node_price set price = null, set_at = ?
            where node_id = ? and model = ? and price is not null
            """,
            at,
            node,
            model);
  }

  /** Newest first; the search is for a part of the model's name. */
  public Page<NodePriceChange> history(UUID node, PageRequest request) {
    String search = request.search().strip();
    List<NodePriceChange> rows =
        sql()
            .list(
                "select id, node_id, model, price, set_by, set_at"
                    + MATCHING
                    + " order by set_at desc, id desc limit ? offset ?",
                NodePrices::read,
                node,
                search,
                request.size(),
                request.first());
    return new Page<>(
        rows, sql().number("select count(*)" + MATCHING, node, search).longValueExact());
  }

  private static NodePriceChange read(ResultSet row) throws SQLException {
    boolean governed = row.getBigDecimal(4) == null;
    return new NodePriceChange(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        governed ? null : Amount.keeper(Sql.units(row, 4)),
        Sql.uuid(row, 5),
        Sql.instant(row, 6));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
