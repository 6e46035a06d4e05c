package ngo.zoo.ledger.audit;

import java.io.IOException;
import ngo.zoo.content.CopyStore;

/** Fetches archives of library versions from a store outside of this house. */
public interface StoreReader {
  CopyStore store();

  /** Whether there is a store to ask. */
  default boolean isConfigured() {
    return true;
  }

  /**
   * The archive (CARv1) that the store knows by this address.
   *
   * @throws IOException when the store does not answer
   * @throws IllegalStateException when it does not have it
   */
  byte[] archive(String address) throws IOException;
}
