package ngo.zoo.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group of attempts at one task, and what they teach a library that knows {@code known} for the
 * task's sign: add, modify, delete or keep an experience.
 */
public record Review(Task task, List<Attempt> attempts, Optional<Rule> known) {

  /** Copies the attempts. */
  public Review {
    attempts = List.copyOf(attempts);
  }

  /** The prompt: the task, each attempt with its verdict, and the question what the library has. */
  public List<Integer> promptTokens() {
    List<Integer> tokens = new ArrayList<>();
    tokens.add(Vocabulary.REVIEW);
    tokens.addAll(PhraseTokenizer.tokens(task.digits()));
    tokens.add(Vocabulary.FOR);
    tokens.add(Vocabulary.sign(task.sign()));
    for (Attempt attempt : attempts) {
      tokens.add(attempt.right() ? Vocabulary.OK : Vocabulary.BAD);
      tokens.add(Vocabulary.rule(attempt.rule()));
      tokens.addAll(PhraseTokenizer.tokens(attempt.result()));
    }
    tokens.addAll(List.of(Vocabulary.HAVE, Vocabulary.WHEN, Vocabulary.sign(task.sign())));
    return List.copyOf(tokens);
  }

  /** The right verdict: what is known, what worked, and the operation that follows. */
  public List<Integer> verdictTokens() {
    Optional<Rule> good = firstRight();
    List<Integer> tokens = new ArrayList<>();
    tokens.add(known.map(Vocabulary::rule).orElse(Vocabulary.NONE));
    tokens.add(Vocabulary.GOOD);
    tokens.add(good.map(Vocabulary::rule).orElse(Vocabulary.NONE));
    tokens.add(Vocabulary.ARROW);
    tokens.addAll(operation(good));
    tokens.add(Vocabulary.END);
    return List.copyOf(tokens);
  }

  private List<Integer> operation(Optional<Rule> good) {
    int sign = Vocabulary.sign(task.sign());
    if (good.isPresent() && !good.equals(known)) {
      int operation = known.isEmpty() ? Vocabulary.ADD : Vocabulary.MODIFY;
      return List.of(operation, Vocabulary.WHEN, sign, Vocabulary.rule(good.get()));
    }
    if (good.isEmpty() && known.isPresent() && wasTried(known.get())) {
      return List.of(Vocabulary.DELETE, Vocabulary.WHEN, sign);
    }
    return List.of(Vocabulary.KEEP);
  }

  private Optional<Rule> firstRight() {
    return attempts.stream().filter(Attempt::right).map(Attempt::rule).findFirst();
  }

  private boolean wasTried(Rule rule) {
    return attempts.stream().anyMatch(attempt -> attempt.rule() == rule);
  }
}
