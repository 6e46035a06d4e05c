package ngo.zoo.rewards;

/**
 * What an account is for. TREASURY, BURN, FEE_HELD and GENESIS belong to the foundation, STAKE and
 * FEE_RESERVED to whose money is locked there.
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
  GENESIS
}
