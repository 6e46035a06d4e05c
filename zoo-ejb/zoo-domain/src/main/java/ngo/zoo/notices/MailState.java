package ngo.zoo.notices;

/** Where an e-mail stands. */
public enum MailState {
  WAITING,
  SENT,
  /** No mail server is configured: it can be read here and sent later. */
  KEPT,
  /** The mail server refused it for good. */
  FAILED
}
