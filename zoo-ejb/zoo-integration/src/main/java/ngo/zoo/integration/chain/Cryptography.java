package ngo.zoo.integration.chain;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * Has BouncyCastle made ready by a thread that ends: it leaves values in the one that uses it
 * first. In a thread of the server's pools these would keep the class loaders of every deployment
 * there ever was.
 */
@Singleton
@Startup
public class Cryptography {
  @PostConstruct
  void prepare() throws InterruptedException {
    Thread first = new Thread(CryptoServicesRegistrar::getServicesConstraints, "cryptography");
    first.start();
    first.join();
  }
}
