package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import ngo.zoo.log.Cid;

/** The embedded block store: bytes under their content id, written once. */
@ApplicationScoped
public class ContentBlocks {
  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /** Stores canonical JSON in the caller's transaction; a second time changes nothing. */
  public Cid store(String canonicalJson, Instant now) {
    byte[] bytes = canonicalJson.getBytes(StandardCharsets.UTF_8);
    Cid cid = Cid.ofContent(bytes);
    em.createNativeQuery(
            "insert into content_block (cid, bytes, created_at) values (:cid, :bytes, :now)"
                + " on conflict (cid) do nothing")
        .setParameter("cid", cid.text())
        .setParameter("bytes", bytes)
        .setParameter("now", now)
        .executeUpdate();
    return cid;
  }
}
