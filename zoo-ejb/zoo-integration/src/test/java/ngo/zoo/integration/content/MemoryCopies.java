package ngo.zoo.integration.content;

import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies;

/** The port in memory. */
final class MemoryCopies implements VersionCopies {
  final Map<Version, String> stored = new HashMap<>();
  final Map<Version, Signed> signed = new HashMap<>();
  final Map<Version, Sent> sent = new HashMap<>();

  @Override
  public Version version(String payload) {
    try (var reader = Json.createReader(new StringReader(payload))) {
      var fact = reader.readObject();
      return new Version(fact.getString("domain"), fact.getInt("number"));
    }
  }

  @Override
  public void stored(Version version, CopyStore store, String address) {
    stored.put(version, address);
  }

  @Override
  public Optional<Signed> signed(Version version) {
    return Optional.ofNullable(signed.get(version));
  }

  @Override
  public void sign(Version version, Signed what) {
    signed.put(version, what);
    sent.remove(version);
  }

  @Override
  public Sent sent(Version version) {
    return sent.getOrDefault(version, new Sent(0, null));
  }

  @Override
  public void send(Version version, int chunks) {
    sent.put(version, new Sent(chunks, Instant.now()));
  }
}
