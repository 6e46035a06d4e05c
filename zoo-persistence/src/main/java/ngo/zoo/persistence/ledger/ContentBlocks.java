package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import ngo.zoo.content.Block;
import ngo.zoo.content.ContentStore;
import ngo.zoo.log.Cid;

/**
 * The embedded block store: bytes under their content id, written once, in the caller's
 * transaction, and checked against the id whenever they are read.
 */
@ApplicationScoped
public class ContentBlocks implements ContentStore {
  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /** Stores canonical JSON as a raw block; a second time changes nothing. */
  public Cid store(String canonicalJson, Instant now) {
    Block block = Block.raw(canonicalJson.getBytes(StandardCharsets.UTF_8));
    keep(block, now);
    return block.cid();
  }

  @Override
  public void keep(Block block, Instant now) {
    em.createNativeQuery(
            "insert into content_block (cid, bytes, created_at) values (:cid, :bytes, :now)"
                + " on conflict (cid) do nothing")
        .setParameter("cid", block.cid().text())
        .setParameter("bytes", block.bytes())
        .setParameter("now", now)
        .executeUpdate();
  }

  @Override
  public Optional<Block> find(Cid cid) {
    Optional<?> stored =
        em.createNativeQuery("select bytes from content_block where cid = :cid", byte[].class)
            .setParameter("cid", cid.text())
            .getResultStream()
            .findFirst();
    return stored.map(bytes -> Block.checked(cid, (byte[]) bytes));
  }
}
