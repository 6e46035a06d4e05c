package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.SubmitExperience.Example;

/** What a submission must keep to beside its text: confidence, examples, the name of its domain. */
public final class SubmissionRules {
  public static final int MOST_EXAMPLES = 8;
  private static final int FULL_CONFIDENCE = 10_000;
  private static final Pattern DOMAIN = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

  private SubmissionRules() {}

  /** Field name (as the API has it) to what is wrong with it; empty when all is well. */
  public static Map<String, String> faults(SubmitExperience submission, int mostWords) {
    Map<String, String> faults = new LinkedHashMap<>();
    put(faults, "text", TextRules.check(submission.text(), mostWords).errors());
    int confidence = submission.confidenceBasisPoints();
    if (confidence < 0 || confidence > FULL_CONFIDENCE) {
      faults.put("confidence_bp", "Give the confidence as 0 to 10000 basis points.");
    }
    if (submission.examples().size() > MOST_EXAMPLES) {
      faults.put("examples", "Give at most " + MOST_EXAMPLES + " examples.");
    }
    for (int i = 0; i < Math.min(submission.examples().size(), MOST_EXAMPLES); i++) {
      Example example = submission.examples().get(i);
      put(faults, field(i, "input"), TextRules.checkExample(example.input()));
      put(faults, field(i, "output"), TextRules.checkExample(example.output()));
    }
    return faults;
  }

  /** Why a person should look at a submission without faults; empty when nobody need to. */
  public static List<HoldReason> holds(SubmitExperience submission) {
    List<HoldReason> reasons =
        new ArrayList<>(HoldRules.of("text", TextRules.normalise(submission.text())));
    for (int i = 0; i < submission.examples().size(); i++) {
      Example example = normalise(submission.examples().get(i));
      reasons.addAll(HoldRules.of(field(i, "input"), example.input()));
      reasons.addAll(HoldRules.of(field(i, "output"), example.output()));
    }
    return List.copyOf(reasons);
  }

  /** As it is stored and committed to. */
  public static Example normalise(Example example) {
    return new Example(
        TextRules.normaliseExample(example.input()), TextRules.normaliseExample(example.output()));
  }

  /** An example's side as requests name it: {@code examples[0].input}. */
  private static String field(int index, String side) {
    return "examples[" + index + "]." + side;
  }

  /** Lower-case words joined by dots or hyphens: {@code keeper.signs}. */
  public static boolean isDomain(String domain) {
    return domain.length() <= 64 && DOMAIN.matcher(domain).matches();
  }

  private static void put(Map<String, String> faults, String field, List<String> errors) {
    if (!errors.isEmpty()) {
      faults.putIfAbsent(field, String.join(" ", errors));
    }
  }
}
