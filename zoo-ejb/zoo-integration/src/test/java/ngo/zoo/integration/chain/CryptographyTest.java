package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

class CryptographyTest {
  /** With classes of its own, as each deployment has. */
  @Test
  void theThreadThatFirstHashesKeepsNothingOnceItIsPrepared() throws Exception {
    try (URLClassLoader deployment = deployment()) {
      hash(deployment);
      assertThat(left(deployment)).isNotNull();
    }
    try (URLClassLoader deployment = deployment()) {
      Class<?> type = deployment.loadClass(Cryptography.class.getName());
      Method prepare =
          type.getDeclaredMethod(
              "prepare", deployment.loadClass(BeforeBeanDiscovery.class.getName()));
      prepare.setAccessible(true);
      prepare.invoke(type.getDeclaredConstructor().newInstance(), (Object) null);
      hash(deployment);
      assertThat(left(deployment)).isNull();
    }
  }

  private static void hash(ClassLoader deployment) throws Exception {
    deployment
        .loadClass(Hash.class.getName())
        .getMethod("sha3", byte[].class)
        .invoke(null, (Object) new byte[1]);
  }

  @Test
  void theContainerCallsItFirst() {
    assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(Cryptography.class);
  }

  /** What is left in this thread. */
  private static Object left(ClassLoader deployment) throws Exception {
    Field values =
        deployment
            .loadClass(CryptoServicesRegistrar.class.getName())
            .getDeclaredField("threadProperties");
    values.setAccessible(true);
    return ((ThreadLocal<?>) values.get(null)).get();
  }

  private static URLClassLoader deployment() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(each).toUri().toURL());
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
