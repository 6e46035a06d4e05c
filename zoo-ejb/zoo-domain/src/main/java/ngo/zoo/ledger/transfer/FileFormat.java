package ngo.zoo.ledger.transfer;

import java.util.Locale;

/**
 * JSON: an array of objects, or an object that has it as {@code experiences}. JSONL: an object a
 * line. FLAT: one object of id to text, as the reference method of Training-Free GRPO keeps its
 * experiences.
 */
public enum FileFormat {
  JSON("json", "application/json"),
  JSONL("jsonl", "application/jsonl"),
  FLAT("json", "application/json");

  private final String suffix;
  private final String mediaType;

  FileFormat(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  /** What a file of this name most likely is; JSON also reads flat maps. */
  public static FileFormat ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? JSONL : JSON;
  }

  /** Without the dot. */
  public String suffix() {
    return suffix;
  }

  public String mediaType() {
    return mediaType;
  }
}
