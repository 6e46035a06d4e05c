package ngo.zoo.shared;

/** Has readings that many ask for, and renews them before they are too old when it is told to. */
public interface KeptFresh {
  /** Called several times a second, outside transactions. */
  void keepFresh();
}
