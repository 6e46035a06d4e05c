package ngo.zoo.content;

/** A store outside of this house that keeps whole library versions. */
public enum CopyStore {
  IPFS("ipfs"),
  ARWEAVE("arweave");

  /** What the fact is called that asks a store for a copy. */
  public static final String FACT = "version-to-copy";

  private final String listener;

  CopyStore(String listener) {
    this.listener = listener;
  }

  /** The outbox listener that carries versions there. */
  public String listener() {
    return listener;
  }
}
