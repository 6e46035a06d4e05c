package ngo.zoo.rewards;

/** OPEN until the time to appeal is over; APPEALED until a second member of staff decides. */
public enum SlashState {
  OPEN,
  APPEALED,
  /** Nobody appealed in time; the money is burned. */
  EFFECTIVE,
  /** Upheld on appeal; the money is burned. */
  UPHELD,
  /** Overturned on appeal; the money is back. */
  OVERTURNED
}
