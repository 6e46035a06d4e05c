package ngo.zoo.bench.ledger;

import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A SHA-256 that counts how often it is asked; used by threads that start after {@link #install}.
 */
public final class CountingSha256 extends MessageDigestSpi {
  private static final AtomicLong COUNT = new AtomicLong();
  private final MessageDigest digest;

  /** For the platform. */
  public CountingSha256() throws NoSuchAlgorithmException, NoSuchProviderException {
    digest = MessageDigest.getInstance("SHA-256", "SUN");
  }

  static void install() {
    Provider provider = new Counting();
    Security.insertProviderAt(provider, 1);
  }

  static void uninstall() {
    Security.removeProvider(Counting.NAME);
  }

  /** Digests since the last call. */
  static long taken() {
    return COUNT.getAndSet(0);
  }

  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "Counting";

    Counting() {
      super(NAME, "1", "counts digests");
      put("MessageDigest.SHA-256", CountingSha256.class.getName());
    }
  }

  @Override
  protected void engineUpdate(byte input) {
    digest.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    digest.update(input, offset, length);
  }

  @Override
  protected byte[] engineDigest() {
    COUNT.incrementAndGet();
    return digest.digest();
  }

  @Override
  protected void engineReset() {
    digest.reset();
  }
}
