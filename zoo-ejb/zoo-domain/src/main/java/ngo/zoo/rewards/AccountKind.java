package ngo.zoo.rewards;

/**
 * What an account is for. Those of the foundation itself have the foundation as owner; the others
 * belong to whose money is kept there. The SQL domain {@code account_kind} lists the same words.
 */
public enum AccountKind {
  MEMBER,
  ORGANISATION,
  NODE,
  TREASURY,
  BURN,
  STAKE,
  FEE_RESERVED,
  FEE_HELD,
  /** Other side of the supply; may owe. */
  GENESIS,
  /** A grant of inference credits, owned by the grant: spent before anything else. */
  CREDIT,
  /** What a post-paid organisation may still spend before it is invoiced; lent by the treasury. */
  CREDIT_LINE,
  /** What an organisation owes on issued invoices, as a negative balance; may owe. */
  RECEIVABLE,
  /** Tax collected with invoices and due to the state. */
  TAX,
  /** Trading account of conversions between assets; may owe. */
  EXCHANGE,
  /** The world outside of the ledger: banks, donors, the chain's vault; may owe. */
  EXTERNAL,
  /** Stake on its way back to its owner. */
  UNBONDING,
  /** Stake taken from its owner until the time to appeal is over. */
  DISPUTED,
  /** Budget of an epoch's rewards. */
  REWARD_POOL,
  /** The revenue share of top contributors. */
  REVENUE_POOL,
  /** Money of a job or a grant until it is earned, owned by the job or the grant. */
  ESCROW;

  /** Whether the balance may be negative. */
  public boolean mayOwe() {
    return switch (this) {
      case GENESIS, RECEIVABLE, EXCHANGE, EXTERNAL -> true;
      default -> false;
    };
  }
}
