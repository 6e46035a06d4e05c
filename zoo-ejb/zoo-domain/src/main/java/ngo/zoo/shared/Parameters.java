package ngo.zoo.shared;

import java.time.Duration;

/** Read access to governed values. Only governance writes them, by an executed proposal. */
public interface Parameters {
  String text(Parameter parameter);

  default int number(Parameter parameter) {
    return Integer.parseInt(text(parameter));
  }

  default Duration duration(Parameter parameter) {
    return Duration.parse(text(parameter));
  }

  default Amount amount(Parameter parameter) {
    return Amount.parse(Asset.KEEPER, text(parameter));
  }
}
