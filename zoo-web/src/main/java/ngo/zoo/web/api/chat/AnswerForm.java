package ngo.zoo.web.api.chat;

import jakarta.json.JsonObject;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener.Delta;

/** How an endpoint of OpenAI writes an answer. */
interface AnswerForm {
  JsonObject whole(Answer answer);

  /** The first chunk of a choice. */
  JsonObject opening(int choice);

  JsonObject piece(Delta piece);

  /**
   * The chunk with a choice's finish reason.
   *
   * @param last of all choices: it carries the receipt
   */
  JsonObject closing(Answer answer, Choice choice, boolean last);

  JsonObject usageChunk(Answer answer);

  boolean includeUsage();
}
