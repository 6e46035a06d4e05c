package ngo.zoo.shared;

/** What an account can hold. {@link #decimals} is how many base units make one: 10^decimals. */
public enum Asset {
  KEEPER(18),
  ZEN(18),
  ZOO(18),
  USD(2);

  private final int decimals;

  Asset(int decimals) {
    this.decimals = decimals;
  }

  public int decimals() {
    return decimals;
  }
}
