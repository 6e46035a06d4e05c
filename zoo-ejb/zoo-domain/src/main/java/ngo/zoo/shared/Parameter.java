package ngo.zoo.shared;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  QUALITY_ALPHA("ledger.quality.alpha", "4000", "Weight of members' votes in an experience's Q"),
  QUALITY_BETA("ledger.quality.beta", "3000", "Weight of uses in an experience's Q"),
  QUALITY_GAMMA("ledger.quality.gamma", "3000", "Weight of the author's confidence in Q"),
  QUALITY_VOTES("ledger.quality.votes", "RAW", "Votes by their RAW share or WILSON's lower bound"),
  PRUNING_GRACE("ledger.pruning.grace", "P14D", "How long a new experience is not pruned"),
  PRUNING_TARGET("ledger.pruning.target", "9500", "Of the capacity, what a full library goes to"),
  FEE_KEEPER_TINY("routing.fee.zoo-keeper-tiny", "0.01", "KEEPER per query of zoo-keeper-tiny"),
  FEE_QWEN3_4B("routing.fee.qwen3-4b", "0.01", "KEEPER per query of Qwen3-4B"),
  FEE_7B("routing.fee.7b", "0.02", "KEEPER per query of a model of about 7 billion parameters"),
  FEE_32B("routing.fee.32b", "0.05", "KEEPER per query of a model of about 32 billion parameters"),
  FEE_72B("routing.fee.72b", "0.10", "KEEPER per query of a model of about 72 billion parameters"),
  FEE_DEEPSEEK_V3("routing.fee.deepseek-v3", "0.50", "KEEPER per query of DeepSeek-V3"),
  FREE_TIER("routing.free-tier", "100", "Questions per hour of a person"),
  ORGANISATION_RATE(
      "routing.organisation-rate", "3600000", "Questions per hour of an organisation"),
  LEASE_TIME("routing.lease-time", "PT60S", "A credit lease is at most what is spent in it"),
  LEASE_SHARE(
      "routing.lease-share", "100", "Of what is left, what a server leases at once, basis points"),
  DISPUTE_WINDOW("routing.dispute-window", "PT1H", "From answer to final"),
  TRANSCRIPT_RETENTION(
      "routing.transcript-retention", "P7D", "How long question and answer are kept, encrypted"),
  ROUTING_STRATEGY(
      "routing.strategy",
      "PERFORMANCE",
      "How nodes are chosen: PERFORMANCE, ROUND_ROBIN, STAKE_WEIGHTED, CHEAPEST or AFFINITY"),
  NODE_SUCCESS(
      "routing.node.success", "9000", "Least share of requests a node may not fail, basis points"),
  NODE_SLOWEST("routing.node.slowest", "PT20S", "Most that 19 of 20 of a node's answers may take"),
  NODE_THROUGHPUT("routing.node.throughput", "1", "Least tokens per second to be admitted"),
  NODE_BENCHMARK("routing.node.benchmark", "P1D", "How long a node's benchmark holds"),
  NODE_EJECTION("routing.node.ejection", "P1D", "How long a node is down before it is ejected"),
  VERIFICATION(
      "routing.verification", "OPTIMISTIC", "OPTIMISTIC, SAMPLED, REDUNDANT or HYBRID checking"),
  VERIFICATION_SAMPLED(
      "routing.verification.sampled-from", "0.05", "Least fee sampled by record in HYBRID"),
  VERIFICATION_REDUNDANT(
      "routing.verification.redundant-from", "0.50", "Least fee that several check in HYBRID"),
  PROBES(
      "routing.verification.probes",
      "500",
      "Of the checks, before how many the verifier is tested, basis points"),
  PANEL_PERIOD("routing.panel-period", "P1D", "How long a dispute's panel votes"),
  PANEL_QUORUM("routing.panel-quorum", "3", "Least votes that uphold an objection"),
  CHALLENGE_BOND(
      "routing.challenge-bond", "1", "KEEPER put aside with an objection, lost if it fails"),
  CHALLENGE_REWARD(
      "routing.challenge-reward", "1000", "Of a slash, to whose objection led to it, basis points"),
  SPLIT_BURN("rewards.split.burn", "1000", "Share burned, basis points"),
  SPLIT_NODE("rewards.split.node", "4000", "Share of the node, basis points"),
  SPLIT_CONTRIBUTORS("rewards.split.contributors", "4000", "Share of contributors"),
  SPLIT_TREASURY("rewards.split.treasury", "1000", "Share of the treasury"),
  SPLIT_FALLBACK(
      "rewards.split.fallback", "treasury", "Contributors' share of an answer without experience"),
  REWARD_EPOCH("rewards.epoch", "P7D", "Length of a reward epoch"),
  REWARD_BUDGET("rewards.epoch-budget", "1000", "Most KEEPER an epoch's rewards may take"),
  REWARD_ALPHA("rewards.alpha", "0.0001", "KEEPER per record of a dataset of quality 1"),
  REWARD_BETA("rewards.beta", "1", "KEEPER per unit of an experience's reward"),
  REWARD_GAMMA("rewards.gamma", "0.001", "KEEPER per final answer of a node without stake"),
  REVENUE_SHARE("rewards.revenue-share", "1000", "Of the treasury's fee income, basis points"),
  REVENUE_SHARE_TOP("rewards.revenue-share-top", "100", "Contributors who share the revenue"),
  CREDITS_PER_HOUR("rewards.credits-per-hour", "1000", "Free queries per hour of contribution"),
  CREDIT_LIFETIME("rewards.credit-lifetime", "P90D", "How long earned inference credits last"),
  UNBONDING("stakes.unbonding", "P7D", "From asking for a stake to getting it"),
  APPEAL_WINDOW("stakes.appeal-window", "P3D", "From a slash to its taking effect"),
  NODE_STAKE("stakes.inference-node", "1000", "Least KEEPER behind an inference node"),
  COMPUTE_STAKE("stakes.compute-provider", "1000", "Least ZEN behind a compute provider"),
  REPUTATION_HALF_LIFE("reputation.half-life", "P90D", "After which settled work counts half"),
  KEEPER_USD("billing.keeper-usd", "0.5", "USD per KEEPER on invoices"),
  PAYMENT_TERM("billing.payment-term", "P30D", "From an invoice to its due date"),
  COMPUTE_FEE("compute.network-fee", "500", "Of a compute payment, basis points");

  /** Names that were looked up before, because every question asks. */
  private static final Map<String, Optional<Parameter>> FEES = new ConcurrentHashMap<>();

  private static final int MOST_FEES = 1000;

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
    if (FEES.size() > MOST_FEES) {
      FEES.clear();
    }
    return FEES.computeIfAbsent(model, Parameter::lookUpFee);
  }

  private static Optional<Parameter> lookUpFee(String model) {
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
