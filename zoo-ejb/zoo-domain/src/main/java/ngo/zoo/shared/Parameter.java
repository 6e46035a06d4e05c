package ngo.zoo.shared;

/**
 * Every governed value with its name and its value at genesis (paper appendix C where it has one).
 * Shares, quorum and similarity are basis points; amounts are decimal KEEPER; periods ISO 8601.
 */
public enum Parameter {
  VOTING_PERIOD("governance.voting-period", "P7D", "How long a vote is open"),
  QUORUM("governance.quorum", "1000", "Votes cast of total supply, in basis points"),
  APPROVAL("governance.approval", "6600", "FOR of FOR and AGAINST, in basis points"),
  PROPOSAL_STAKE("governance.proposal-stake", "1000", "KEEPER locked to make a proposal"),
  EXPERIENCE_STAKE("governance.experience-stake", "100", "KEEPER locked to submit an experience"),
  SLASHING("governance.slashing", "5000", "Of a malicious stake, in basis points"),
  EXPERIENCE_WORDS("ledger.experience-words", "32", "Most words of an experience"),
  LIBRARY_CAPACITY("ledger.library-capacity", "1000", "Most experiences of a library"),
  RETRIEVAL_TOP_K("ledger.retrieval-top-k", "8", "Most experiences given to a node"),
  RELEVANCE_FLOOR("ledger.relevance-floor", "7200", "Least cosine to be injected, basis points"),
  RELEVANCE_MARGIN("ledger.relevance-margin", "500", "Most cosine behind the nearest injected"),
  DUPLICATE_FLOOR("ledger.duplicate-floor", "8000", "Least cosine shown as near duplicate"),
  QUERY_FEE("routing.fee.zoo-keeper-tiny", "0.01", "KEEPER per query of zoo-keeper-tiny"),
  DISPUTE_WINDOW("routing.dispute-window", "PT1H", "From answer to final"),
  SPLIT_BURN("rewards.split.burn", "1000", "Share burned, basis points"),
  SPLIT_NODE("rewards.split.node", "4000", "Share of the node, basis points"),
  SPLIT_CONTRIBUTORS("rewards.split.contributors", "4000", "Share of contributors"),
  SPLIT_TREASURY("rewards.split.treasury", "1000", "Share of the treasury");

  private final String key;
  private final String genesis;
  private final String meaning;

  Parameter(String key, String genesis, String meaning) {
    this.key = key;
    this.genesis = genesis;
    this.meaning = meaning;
  }

  public String key() {
    return key;
  }

  public String genesis() {
    return genesis;
  }

  public String meaning() {
    return meaning;
  }
}
