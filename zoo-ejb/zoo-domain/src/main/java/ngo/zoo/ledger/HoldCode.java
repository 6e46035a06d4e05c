package ngo.zoo.ledger;

/** Why a text waits for a person before anybody votes on it and before any model reads it. */
public enum HoldCode {
  /** An address to follow, also a bare domain, a scheme or a markdown link. */
  LINK,
  EMAIL,
  /** A code fence or inline code. */
  CODE,
  /** Tags of HTML or XML, entities, placeholders of template languages. */
  MARKUP,
  /** What chat templates put before a speaker's part: {@code system:}, {@code [INST]}. */
  ROLE_MARKER,
  /** A run of characters that nobody reads: base64, hexadecimal, escapes. */
  ENCODED,
  /** Letters that look like others, so that a word is not the word it seems to be. */
  LOOKALIKE,
  /** Speaks to the model or the reader about something else than the task. */
  INSTRUCTION,
  /** Asks for secrets, or that they be sent somewhere. */
  CREDENTIALS
}
