package ngo.zoo.integration.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * Has BouncyCastle made ready by a thread that ends: it leaves values in the one that uses it
 * first. In a thread of the server's pools these would keep the class loaders of every deployment
 * there ever was.
 */
@ApplicationScoped
public class Cryptography {
  void prepare(@Observes @Initialized(ApplicationScoped.class) Object begun)
      throws InterruptedException {
    Thread first = new Thread(CryptoServicesRegistrar::getServicesConstraints, "cryptography");
    first.start();
    first.join();
  }
}
