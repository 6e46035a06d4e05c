package ngo.zoo.shared;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
  FEE_KEEPER_TINY("routing.fee.zoo-keeper-tiny", "0.01", "KEEPER per query of zoo-keeper-tiny"),
  FEE_QWEN3_4B("routing.fee.qwen3-4b", "0.01", "KEEPER per query of Qwen3-4B"),
  FEE_7B("routing.fee.7b", "0.02", "KEEPER per query of a model of about 7 billion parameters"),
  FEE_32B("routing.fee.32b", "0.05", "KEEPER per query of a model of about 32 billion parameters"),
  FEE_72B("routing.fee.72b", "0.10", "KEEPER per query of a model of about 72 billion parameters"),
  FEE_DEEPSEEK_V3("routing.fee.deepseek-v3", "0.50", "KEEPER per query of DeepSeek-V3"),
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

  /**
   * The fee table's line for a model: its own, else the one of its size class, read off a name such
   * as {@code Qwen2.5-32B-Instruct}; empty when the table has no line for it.
   */
  public static Optional<Parameter> feeOf(String model) {
    String words = "-" + model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-") + "-";
    return Stream.of(FEE_KEEPER_TINY, FEE_QWEN3_4B, FEE_DEEPSEEK_V3, FEE_7B, FEE_32B, FEE_72B)
        .filter(fee -> words.contains("-" + fee.model() + "-"))
        .findFirst();
  }

  private String model() {
    return key.substring("routing.fee.".length());
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
