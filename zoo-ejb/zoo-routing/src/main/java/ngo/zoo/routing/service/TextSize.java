package ngo.zoo.routing.service;

import java.util.Collection;
import java.util.function.ToLongFunction;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;

/** About how many bytes of memory texts that wait take; at least as many as their letters. */
final class TextSize {
  /** Of all that is no text. */
  private static final long FRAME = 1024;

  private TextSize() {}

  static long of(Question question) {
    QuestionOptions options = question.options();
    return FRAME
        + sum(
            question.messages(),
            message -> (long) message.content().length() + message.moreJson().length())
        + sum(question.stop(), String::length)
        + options.toolsJson().length()
        + options.toolChoiceJson().length()
        + options.responseFormatJson().length();
  }

  static long of(Exchange exchange) {
    Answer answer = exchange.answer();
    return of(exchange.question())
        + sum(exchange.experiences(), one -> one.text().length())
        + answer.text().length()
        + sum(
            answer.choices(),
            one ->
                (long) one.text().length()
                    + one.toolCallsJson().length()
                    + one.logprobsJson().length());
  }

  private static <T> long sum(Collection<T> all, ToLongFunction<T> size) {
    return all.stream().mapToLong(size).sum();
  }
}
