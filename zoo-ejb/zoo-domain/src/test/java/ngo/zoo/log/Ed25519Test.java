package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519Test {
  // RFC 8032, 7.1, test 2.
  private static final String SEED =
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
  private static final String PUBLIC =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  private static final String SIGNATURE =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

  private final PrivateKey key = Ed25519.readPem(pem(SEED));
  private final byte[] message = {0x72};

  @Test
  void signsAsTheStandardSays() {
    assertThat(hex(Ed25519.rawPublicKey(key))).isEqualTo(PUBLIC);
    assertThat(hex(Ed25519.sign(key, message))).isEqualTo(SIGNATURE);
    assertThat(Ed25519.verify(bytes(PUBLIC), message, bytes(SIGNATURE))).isTrue();
  }

  @Test
  void refusesChangedSignaturesAndForeignKeys() {
    byte[] changed = bytes(SIGNATURE);
    changed[0] ^= 1;
    assertThat(Ed25519.verify(bytes(PUBLIC), message, changed)).isFalse();
    assertThat(Ed25519.verify(bytes(PUBLIC), message, new byte[3])).isFalse();
    assertThat(Ed25519.verify(bytes(PUBLIC), new byte[0], bytes(SIGNATURE))).isFalse();
    assertThat(Ed25519.verify(Ed25519.rawPublicKey(Ed25519.newKey()), message, bytes(SIGNATURE)))
        .isFalse();
    assertThat(Ed25519.verify(new byte[5], message, bytes(SIGNATURE))).isFalse();
    byte[] noPoint = HexFormat.of().parseHex("ff".repeat(32));
    assertThat(Ed25519.verify(noPoint, message, bytes(SIGNATURE))).isFalse();
  }

  @Test
  void readsThePemItWrites() {
    PrivateKey made = Ed25519.newKey();
    PrivateKey read = Ed25519.readPem(Ed25519.toPem(made));
    assertThat(Ed25519.rawPublicKey(read)).isEqualTo(Ed25519.rawPublicKey(made));
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(() -> Ed25519.readPem(SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SEED);
    assertThatThrownBy(
            () -> Ed25519.readPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String pem(String seed) {
    byte[] der = bytes("302e020100300506032b657004220420" + seed);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
