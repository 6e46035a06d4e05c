package ngo.zoo.web.api.chat;

import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;

/** How an endpoint of OpenAI writes an answer, as JSON. */
interface AnswerForm {
  String whole(Answer answer);

  /** The first chunk of a choice. */
  String opening(int choice);

  String piece(Delta piece);

  /**
   * The chunk with a choice's finish reason.
   *
   * @param last of all choices: it carries the receipt
   */
  String closing(Answer answer, Choice choice, boolean last);

  String usageChunk(Answer answer);

  boolean includeUsage();
}
