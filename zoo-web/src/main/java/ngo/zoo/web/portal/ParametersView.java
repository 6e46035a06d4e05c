package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.governance.rules.ParameterRule;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** Every governed value, in force and at genesis. */
@Named
@RequestScoped
public class ParametersView {
  @Inject Parameters parameters;

  public List<Row> getRows() {
    return Arrays.stream(Parameter.values())
        .map(parameter -> new Row(parameter, parameters.text(parameter)))
        .toList();
  }

  /** A parameter and its value in force. */
  public record Row(Parameter parameter, String value) {
    /** Whether a proposal writes the value otherwise than the page shows it. */
    public boolean isWritten() {
      return switch (ParameterRule.of(parameter)) {
        case PERIOD, RETENTION, BASIS_POINTS, REMAINDER, PROBING -> true;
        case KEEPER, COUNT, HOURLY, DECIMAL, FALLBACK, WEIGHT, VOTES, VERIFYING, CHOOSING -> false;
      };
    }

    public boolean changed() {
      return !value.equals(parameter.genesis());
    }
  }
}
