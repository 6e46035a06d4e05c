package ngo.zoo.routing;

import java.util.function.Consumer;

/** Who reads an answer while it is made. Called on the asker's thread, in order. */
public interface AnswerListener {
  /** The next piece of one choice. */
  void onDelta(Delta delta);

  /** No further piece is there yet: one who gathers pieces hands them on now. */
  default void onPause() {}

  /**
   * Whether nobody reads any more. The node is then told to stop as soon as it is noticed, and what
   * is not finished is not charged.
   */
  boolean gone();

  /** Whether pieces are wanted as they come; without it a node may answer in one. */
  default boolean streaming() {
    return true;
  }

  /** One who waits for the whole answer. */
  AnswerListener WHOLE =
      new AnswerListener() {
        @Override
        public void onDelta(Delta delta) {
          // The whole answer comes in the end.
        }

        @Override
        public boolean gone() {
          return false;
        }

        @Override
        public boolean streaming() {
          return false;
        }
      };

  /** One who wants the first choice's text only and never goes away. */
  static AnswerListener ofText(Consumer<String> onText) {
    return new AnswerListener() {
      @Override
      public void onDelta(Delta delta) {
        if (delta.choice() == 0 && !delta.text().isEmpty()) {
          onText.accept(delta.text());
        }
      }

      @Override
      public boolean gone() {
        return false;
      }
    };
  }

  /**
   * A piece of an answer.
   *
   * @param choice index of the choice it belongs to, from 0
   * @param text may be empty
   * @param toolCallsJson array of OpenAI's tool call deltas, empty for none
   * @param logprobsJson OpenAI's object of log-probabilities of this piece, empty for none
   */
  record Delta(int choice, String text, String toolCallsJson, String logprobsJson) {
    public static Delta text(String text) {
      return new Delta(0, text, "", "");
    }
  }
}
