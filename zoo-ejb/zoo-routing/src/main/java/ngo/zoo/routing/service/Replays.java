package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.Replay;
import ngo.zoo.routing.rules.ReplayRule;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node again what a receipt is for, with the same model, seed, parameters and experiences,
 * and compares. A verification by staff is free; a payer's is a question with a fee and a receipt
 * of its own, so that nodes are paid for the work.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Replays {
  @EJB private Receipts receipts;
  @Inject private Transcripts transcripts;
  @Inject private Queries queries;
  @Inject private Inference inference;
  @Inject private Turns turns;
  @Inject private NodeStore nodes;
  @Inject private ReceiptWriter writer;

  /**
   * @throws Refusal {@code receipt-not-found}, also for another's; {@code transcript-erased} (409);
   *     what {@link Queries#answer} is refused for
   */
  public Replay replay(Caller caller, UUID receiptId) {
    writer.flush();
    ReceiptView receipt = receipts.receipt(receiptId);
    boolean staff = caller.has(Role.STAFF);
    if (!staff && !receipt.isPaidBy(caller)) {
      throw Refusal.notFound("receipt", receiptId);
    }
    Exchange exchange = transcripts.find(receiptId).orElseThrow(Replays::erased);
    return staff ? free(caller, receipt, exchange) : charged(caller, receipt, exchange);
  }

  /** The request as the node got it; a new id, for a seal answers one query. */
  private Replay free(Caller caller, ReceiptView receipt, Exchange exchange) {
    GenerationRequest request = NodeWords.request(Ids.next(), exchange);
    Inferred again =
        turns.inTurn(
            caller.id(), request.model(), () -> inference.infer(request, AnswerListener.WHOLE));
    String node = nodes.node(again.nodeId()).map(found -> found.name()).orElse("");
    return compared(receipt, exchange, again.result().text(), node, again.result().sealed(), null);
  }

  /** Experiences are looked up anew in the version the receipt names. */
  private Replay charged(Caller caller, ReceiptView receipt, Exchange exchange) {
    caller.require(Scope.CHAT_WRITE);
    Answer again = queries.answer(caller, again(receipt, exchange), AnswerListener.WHOLE);
    boolean sameAdvice =
        again.used().stream()
            .map(Answer.UsedExperience::id)
            .toList()
            .equals(exchange.answer().used().stream().map(Answer.UsedExperience::id).toList());
    Replay replay =
        compared(
            receipt,
            exchange,
            again.text(),
            again.node(),
            !again.modelSha256().isEmpty(),
            again.receiptId());
    return sameAdvice || replay.match() ? replay : otherAdvice(replay);
  }

  private static Question again(ReceiptView receipt, Exchange exchange) {
    Question asked = exchange.question();
    QuestionOptions options = asked.options();
    boolean advised = asked.experiences() && receipt.libraryVersion() > 0;
    return new Question(
        asked.model(),
        asked.messages(),
        receipt.domain().isEmpty() ? asked.domain() : receipt.domain(),
        advised,
        asked.temperature(),
        asked.topP(),
        asked.maxTokens(),
        asked.stop(),
        exchange.seed(),
        new QuestionOptions(
            options.choices(),
            options.logprobs(),
            options.topLogprobs(),
            options.toolsJson(),
            options.toolChoiceJson(),
            options.responseFormatJson(),
            advised ? (Integer) receipt.libraryVersion() : null,
            null,
            0,
            null,
            null,
            options.maxPrice(),
            options.only(),
            options.ignore(),
            options.session()));
  }

  private static Replay compared(
      ReceiptView receipt,
      Exchange exchange,
      String text,
      String node,
      boolean sealed,
      @Nullable UUID charged) {
    boolean deterministic = sealed && !exchange.answer().modelSha256().isEmpty();
    ReplayRule.Verdict verdict = ReplayRule.compare(exchange.answer().text(), text, deterministic);
    return new Replay(
        receipt.id(),
        verdict.match(),
        verdict.reason(),
        verdict.divergesAt(),
        verdict.tokens(),
        receipt.node(),
        node,
        charged);
  }

  private static Replay otherAdvice(Replay replay) {
    return new Replay(
        replay.receiptId(),
        false,
        "Other experiences were given: the rules of retrieval or what is served changed since. "
            + replay.reason(),
        replay.divergesAt(),
        replay.tokens(),
        replay.node(),
        replay.again(),
        replay.replayReceiptId());
  }

  private static Refusal erased() {
    return Refusal.conflict(
        "transcript-erased",
        "Question and answer of this receipt are not kept any more, so it cannot be asked again");
  }
}
