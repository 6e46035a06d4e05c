package ngo.zoo.persistence.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.routing.NodeState;

/**
 * The node registry's rows. Models a node has served are only ever added: a receipt may name one it
 * no longer serves.
 */
@ApplicationScoped
public class NodeStore {
  @PersistenceContext(unitName = "zoo")
  private EntityManager entities;

  protected NodeStore() {}

  NodeStore(EntityManager entities) {
    this.entities = entities;
  }

  /** Written at once, because its first step refers to it. */
  public void add(Node node) {
    entities.persist(node);
    entities.flush();
  }

  public Optional<Node> node(UUID id) {
    return Optional.ofNullable(entities.find(Node.class, id));
  }

  /** Locked, so that two steps of its life come one after the other. */
  public Optional<Node> locked(UUID id) {
    Node node = entities.find(Node.class, id);
    if (node != null) {
      entities.flush();
      entities.refresh(node, LockModeType.PESSIMISTIC_WRITE);
    }
    return Optional.ofNullable(node);
  }

  /** It has called by itself, and states its memory. */
  public void heard(UUID id, int memoryMib, Instant at) {
    entities
        .createNativeQuery("update node set memory_mib = ?1, heard_at = ?2 where id = ?3")
        .setParameter(1, memoryMib)
        .setParameter(2, at)
        .setParameter(3, id)
        .executeUpdate();
  }

  public Optional<Node> named(String name) {
    return one("select n from Node n where n.name = ?1", name);
  }

  public Optional<Node> withKey(byte[] publicKey) {
    return one("select n from Node n where n.publicKey = ?1", publicKey);
  }

  private Optional<Node> one(String query, Object value) {
    return entities
        .createQuery(query, Node.class)
        .setParameter(1, value)
        .getResultStream()
        .findFirst();
  }

  /** All nodes by name. */
  public List<Node> all() {
    return entities.createQuery("select n from Node n order by n.name", Node.class).getResultList();
  }

  /**
   * Where a node stands.
   *
   * @param reason empty for a healthy one
   */
  public record Standing(UUID id, NodeState state, String reason) {}

  /** Of all nodes, as the table has it, whatever the caller's transaction has loaded before. */
  public List<Standing> standings() {
    return entities
        .createQuery("select n.id, n.state, n.stateReason from Node n", Object[].class)
        .getResultStream()
        .map(row -> new Standing((UUID) row[0], (NodeState) row[1], (String) row[2]))
        .toList();
  }

  public void serves(UUID nodeId, List<String> models) {
    for (String model : models) {
      entities
          .createNativeQuery(
              "insert into node_model (node_id, model) values (?1, ?2) on conflict do nothing")
          .setParameter(1, nodeId)
          .setParameter(2, model)
          .executeUpdate();
    }
  }

  /** Models by node. */
  public Map<UUID, List<String>> modelsByNode() {
    List<?> rows =
        entities
            .createNativeQuery(
                "select node_id, model from node_model order by model", Object[].class)
            .getResultList();
    Map<UUID, List<String>> models = new HashMap<>();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      models.computeIfAbsent((UUID) columns[0], _ -> new ArrayList<>()).add((String) columns[1]);
    }
    return models;
  }

  /**
   * Every model some node has answered with that is not retired, by name; the operator's own node
   * only embeds.
   */
  public List<String> models() {
    return entities
        .createNativeQuery(
            """
            select distinct m.model from node_model m join node n on n.id = m.node_id
            where (n.role <> 'OPERATOR' or n.kind = 'OPENAI') and n.state <> 'RETIRED' order by m.model
            """,
            String.class)
        .getResultStream()
        .map(String.class::cast)
        .toList();
  }
}
