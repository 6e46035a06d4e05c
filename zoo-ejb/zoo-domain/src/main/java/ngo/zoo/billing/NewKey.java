package ngo.zoo.billing;

/**
 * A key just made.
 *
 * @param secret the key itself, shown this once and stored nowhere
 */
public record NewKey(KeyView key, String secret) {
  /** Without the secret, so that no log line holds it. */
  @Override
  public String toString() {
    return "NewKey[" + key.prefix() + "]";
  }
}
