package ngo.zoo.integration.content;

import java.nio.charset.StandardCharsets;

/** A tag of a transaction or data item, by which archives are found on Arweave. */
record ArchiveTag(String name, String value) {
  byte[] nameBytes() {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  byte[] valueBytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
