package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8545", "http://localhost:8545", "http://[::1]:8545"})
  void takesPublishedKeysOnTheDevelopmentChainOfThisMachine(String endpoint) {
    ChainSettings settings = published(endpoint, 31_337);
    assertThat(settings.toString()).contains("31337").doesNotContain("ac0974");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8545, 1",
    "http://127.0.0.1.example:8545, 31337",
    "http://10.0.0.5:8545, 31337",
    "https://rpc.example, 31337"
  })
  void refusesPublishedKeysElsewhere(String endpoint, long chainId) {
    assertThatThrownBy(() -> published(endpoint, chainId))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("published key");
  }

  @Test
  void readsKeysWithAndWithoutPrefix() throws IOException {
    String key = "2".repeat(64);
    assertThat(read("0x" + key + "\n").sender().getAddress())
        .isEqualTo(read(key).sender().getAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x12", "not a key at all"})
  void neverQuotesABadKey(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("zoo.chain.key-file must hold 64 hex digits");
  }

  private ChainSettings read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), content);
    return ChainSettings.read("https://rpc.example", 8453, file, 1);
  }

  private static ChainSettings published(String endpoint, long chainId) {
    return new ChainSettings(URI.create(endpoint), chainId, ChainAnchorTest.PUBLISHED, 1);
  }
}
