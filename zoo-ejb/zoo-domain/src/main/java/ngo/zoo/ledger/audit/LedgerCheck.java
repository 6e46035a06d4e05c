package ngo.zoo.ledger.audit;

/** One comparison of the ledger's audit, in the order in which they are made. */
public enum LedgerCheck {
  BLOCKS("blocks are the bytes their ids name"),
  EXPERIENCES("experiences are what was committed"),
  VERSIONS("versions are their records in the log"),
  MEMBERS("members of each version make its root"),
  OPERATIONS("operations of each version give its members"),
  HEADS("libraries stand at their newest version"),
  ENTRIES("entries are what their leaf hashes say"),
  NODES("nodes are the hashes of what is below them"),
  CHECKPOINTS("checkpoints sign the roots of the entries"),
  ANCHORS("anchors are the roots of the entries"),
  CHAIN("anchors stand on the chain"),
  COPIES("copies are known by what they hold"),
  STORES("copies in other stores hold the version");

  private final String words;

  LedgerCheck(String words) {
    this.words = words;
  }

  /** What is true when nothing differs. */
  public String words() {
    return words;
  }
}
