package ngo.zoo.persistence.ledger.audit;

import java.util.List;
import java.util.Optional;
import ngo.zoo.content.CopyStore;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.ledger.audit.StoreReader;
import org.jspecify.annotations.Nullable;

/**
 * What the audit may ask besides the database.
 *
 * @param chain null when none is to be asked
 * @param stores those that are to be asked
 */
public record Outside(@Nullable ChainRoots chain, List<StoreReader> stores) {
  /** The database alone. */
  public static final Outside NOTHING = new Outside(null, List.of());

  public Outside {
    stores = List.copyOf(stores);
  }

  Optional<StoreReader> reader(CopyStore store) {
    return stores.stream().filter(reader -> reader.store() == store).findFirst();
  }
}
