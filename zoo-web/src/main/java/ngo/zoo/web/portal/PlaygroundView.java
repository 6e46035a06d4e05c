package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.routing.service.AnswerPlans;
import ngo.zoo.routing.service.NodeStakes;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.portal.Options.Option;
import org.jspecify.annotations.Nullable;

/**
 * What the playground offers to choose from, and what it costs; its script asks the API itself and
 * streams.
 */
@Named
@RequestScoped
public class PlaygroundView {
  @Inject Queries queries;
  @Inject Libraries libraries;
  @Inject Nodes nodes;
  @Inject NodeStakes stakes;
  @Inject AnswerPlans plans;
  @Inject Parameters parameters;
  @Inject Texts texts;
  @Inject Me me;

  /**
   * A model and what one answer of it costs at most.
   *
   * @param usual governed fee of one node's answer; null while the fee table has no line for the
   *     model
   * @param several price where the asker has several nodes answer
   * @param hybrid price where the value decides how many answer
   * @param lowest what the cheapest node that is asked now asks; null when there is none
   */
  public record Model(
      String name,
      @Nullable Amount usual,
      @Nullable Amount several,
      @Nullable Amount hybrid,
      @Nullable Amount lowest) {
    static Model without(String name) {
      return new Model(name, null, null, null, null);
    }
  }

  /** Those a node can answer now first, because the form offers the first. */
  public List<Model> getModels() {
    Fleet fleet = fleet();
    Set<String> up = fleet.models();
    return queries.models().stream()
        .sorted(Comparator.comparing(model -> !up.contains(model)))
        .map(model -> priced(model, fleet))
        .toList();
  }

  private Model priced(String model, Fleet fleet) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .map(
            fee ->
                new Model(
                    model,
                    fee,
                    plans.most(question(model, VerificationMode.REDUNDANT), fee),
                    plans.most(question(model, VerificationMode.HYBRID), fee),
                    fleet.lowest(model).orElse(null)))
        .orElseGet(() -> Model.without(model));
  }

  private Fleet fleet() {
    return new Fleet(nodes.nodes(), stakes.eligible());
  }

  /** The fullest first, because the form offers the first. */
  public List<LibraryView> getLibraries() {
    return libraries.libraries().stream()
        .sorted(Comparator.comparingInt(LibraryView::size).reversed())
        .toList();
  }

  /** False when no node that answers questions is well. */
  public boolean isAnyNodeHealthy() {
    return fleet().answers();
  }

  /** Ways to choose the node, as the API names them. */
  public List<Option> getStrategies() {
    return Arrays.stream(Strategy.values())
        .map(one -> new Option(Names.of(one), texts.word(one)))
        .toList();
  }

  /**
   * How a single question may have its answer verified: what the rules would refuse is left out.
   */
  public List<Option> getVerifications() {
    return Arrays.stream(VerificationMode.values())
        .filter(PlaygroundView::isTaken)
        .map(one -> new Option(Names.of(one), texts.word(one)))
        .toList();
  }

  private static boolean isTaken(VerificationMode mode) {
    try {
      QuestionRules.check(question("any", mode));
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  /** As the page's script asks it. */
  private static Question question(String model, VerificationMode mode) {
    QuestionOptions none = QuestionOptions.NONE;
    QuestionOptions options =
        new QuestionOptions(
            none.choices(),
            none.logprobs(),
            none.topLogprobs(),
            none.toolsJson(),
            none.toolChoiceJson(),
            none.responseFormatJson(),
            none.libraryVersion(),
            none.pinnedRoot(),
            none.redundancy(),
            mode,
            none.strategy(),
            none.maxPrice(),
            none.only(),
            none.ignore(),
            none.session());
    return new Question(
        model,
        List.of(new Question.Message("user", "?")),
        null,
        true,
        0,
        1,
        1,
        List.of(),
        null,
        options);
  }

  /** The organisation that pays for the reader's questions; null when they pay themselves. */
  public @Nullable UUID getOrganisation() {
    return me.caller().map(Caller::organisationId).orElse(null);
  }

  /** Words the page's script needs for what the API says by codes. */
  public List<Option> getWords() {
    List<Option> words = new ArrayList<>();
    for (Strategy one : Strategy.values()) {
      words.add(new Option("strategy-" + Names.of(one), texts.word(one)));
    }
    for (BudgetPeriod one : BudgetPeriod.values()) {
      words.add(new Option("period-" + Names.of(one), texts.word(one)));
    }
    return words;
  }

  public List<VerificationStatus> getVerificationStates() {
    return List.of(VerificationStatus.values());
  }

  /**
   * What to do about a refusal.
   *
   * @param page where that is done; empty when it is done here
   */
  public record Advice(String code, String text, String page) {}

  /** By the codes of /v1. */
  public List<Advice> getAdvices() {
    String paying = me.isPartner() ? "/billing.xhtml" : "/account.xhtml";
    return List.of(
        advice("outside_vocabulary", ""),
        advice("insufficient_funds", me.isPartner() ? "/invoices.xhtml" : paying),
        advice("budget_exceeded", paying),
        advice("node_unavailable", "/nodes.xhtml"),
        advice("embedding_unavailable", "/nodes.xhtml"),
        advice("overloaded", ""),
        advice("redundancy_unavailable", ""),
        advice("no_agreement", ""),
        advice("rate_limit_exceeded", ""),
        advice("max_price_below_fee", ""),
        advice("library_not_found", "/experiences.xhtml"),
        advice("library_version_not_found", ""),
        advice("library_version_incomplete", ""),
        advice("model_not_found", "/nodes.xhtml"),
        advice("scope_missing", paying));
  }

  private Advice advice(String code, String page) {
    return new Advice(code, texts.of("ask.todo." + code), page);
  }
}
