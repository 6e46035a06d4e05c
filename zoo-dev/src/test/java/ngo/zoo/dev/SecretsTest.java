package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String SPKI_OF_ED25519 = "302a300506032b6570032100";

  @TempDir Path folder;

  @Test
  void aWordIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
    Secrets secrets = secrets();
    String word = secrets.word("it");
    assertThat(word).matches("[0-9A-Za-z]{32}");
    assertThat(secrets().word("it")).isEqualTo(word);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.wordFile("it"))))
        .isEqualTo("rw-------");
  }

  @Test
  void thePartnersKeyHasTheFormOfAllKeys() {
    assertThat(secrets().partnerKey()).matches("zoo_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}");
    assertThat(secrets().partnerKeyHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void thePublicHalfBelongsToThePrivateOne() throws Exception {
    Secrets secrets = secrets();
    byte[] message = {1, 2, 3};
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(privateKey(secrets.signingKey("node")));
    signer.update(message);
    byte[] signature = signer.sign();

    byte[] raw = Base64.getDecoder().decode(secrets.publicKey("node"));
    String spki = SPKI_OF_ED25519 + HexFormat.of().formatHex(raw);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(spki))));
    verifier.update(message);
    assertThat(verifier.verify(signature)).isTrue();
  }

  private static PrivateKey privateKey(Path pem) throws IOException, GeneralSecurityException {
    String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  private Secrets secrets() {
    return new Secrets(new Workspace(folder, folder.resolve(".zoo"), false));
  }
}
