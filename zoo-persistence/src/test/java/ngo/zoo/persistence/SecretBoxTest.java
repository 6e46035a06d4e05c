package ngo.zoo.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final byte[] SECRET = "whsec_secret".getBytes(StandardCharsets.UTF_8);
  private final SecretBox box = new SecretBox(new byte[32]);

  @Test
  void opensWhatItSealedAndNeverSealsTheSameTwice() {
    byte[] sealed = box.seal("webhook:1", SECRET);
    assertThat(box.open("webhook:1", sealed)).isEqualTo(SECRET);
    assertThat(box.seal("webhook:1", SECRET)).isNotEqualTo(sealed);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec");
  }

  @Test
  void aChangedOrMovedOrForeignSecretDoesNotOpen() {
    byte[] sealed = box.seal("webhook:1", SECRET);
    assertThatThrownBy(() -> box.open("webhook:2", sealed))
        .isInstanceOf(IllegalStateException.class);
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new SecretBox(otherKey).open("webhook:1", sealed))
        .isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open("webhook:1", changed))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void withoutAKeyNothingIsKept() {
    assertThatThrownBy(() -> new SecretBox().seal("webhook:1", SECRET))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("secrets-key-missing"));
  }
}
