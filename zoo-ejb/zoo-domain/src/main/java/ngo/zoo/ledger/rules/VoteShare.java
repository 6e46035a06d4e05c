package ngo.zoo.ledger.rules;

/**
 * How votes up and down become one figure from 0 to 10000 basis points, rounded down.
 *
 * <p>RAW is the paper's up/(up+down); where nobody voted it is one half, so that silence ranks
 * below praise and above blame. WILSON is the lower end of Wilson's 95 % score interval for that
 * share (E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am.
 * Stat. Assoc. 22, 1927), which asks for many votes before it believes a high share; where nobody
 * voted the interval is all of 0 to 1 and its lower end 0.
 */
public enum VoteShare {
  RAW {
    @Override
    int basisPoints(long up, long down) {
      return up + down == 0 ? WHOLE / 2 : (int) Math.floorDiv(up * WHOLE, up + down);
    }
  },
  WILSON {
    @Override
    int basisPoints(long up, long down) {
      if (up == 0) {
        return 0;
      }
      double n = (double) up + down;
      double spread = Z * Math.sqrt(up * (double) down / n + Z * Z / 4);
      return (int) Math.floor(WHOLE * (up + Z * Z / 2 - spread) / (n + Z * Z));
    }
  };

  static final int WHOLE = 10_000;

  /** Of the normal distribution's middle 95 %. */
  private static final double Z = 1.959963984540054;

  /** Counts are zero or more, and less than 10^14. */
  abstract int basisPoints(long up, long down);
}
