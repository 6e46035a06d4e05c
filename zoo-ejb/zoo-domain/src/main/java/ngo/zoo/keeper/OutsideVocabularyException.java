package ngo.zoo.keeper;

/** A text that zoo-keeper-tiny cannot read; the message says what it can. */
public final class OutsideVocabularyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutsideVocabularyException(String message) {
    super(message);
  }
}
