package ngo.zoo.integration.chain;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * Has BouncyCastle made ready by a thread that ends: it leaves values in the one that uses it
 * first. In a thread of the server's pools these would keep the class loaders of every deployment
 * there ever was. An extension, because the first beans begin their work before the application
 * scope does.
 */
public class Cryptography implements Extension {
  void prepare(@Observes BeforeBeanDiscovery begun) throws InterruptedException {
    Thread first = new Thread(CryptoServicesRegistrar::getServicesConstraints, "cryptography");
    first.start();
    first.join();
  }
}
