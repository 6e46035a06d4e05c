package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.billing.BudgetLevel;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.CreditState;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.KeyState;
import ngo.zoo.billing.RefundState;
import ngo.zoo.billing.StatementGroup;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.CorrectionKind;
import ngo.zoo.books.CorrectionStatus;
import ngo.zoo.books.ReconciliationStatus;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.Support;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.HoldCode;
import ngo.zoo.ledger.ReviewState;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.audit.LedgerAuditStatus;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.ledger.transfer.RowOutcome;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.MailState;
import ngo.zoo.personhood.AttestationState;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodState;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EarningKind;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RunStatus;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.UnbondingState;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word a page may ask for is there: a missing one would stand on it as ???key???. */
class WordsTest {
  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Pattern ASKED = Pattern.compile("msg\\['([\\w.]+)'\\]");
  private final ResourceBundle words =
      ResourceBundle.getBundle("ngo.zoo.web.messages", Locale.ENGLISH);

  @Test
  void pagesAskOnlyForWordsThereAre() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PAGES)) {
      files.filter(file -> file.toString().endsWith(".xhtml")).forEach(f -> asked.addAll(keys(f)));
    }
    assertThat(asked).hasSizeGreaterThan(100);
    assertThat(words.keySet()).containsAll(asked);
  }

  private static Set<String> keys(Path page) {
    try {
      Set<String> keys = new TreeSet<>();
      ASKED.matcher(Files.readString(page)).results().map(r -> r.group(1)).forEach(keys::add);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ProposalKind.class,
        ProposalStatus.class,
        Support.class,
        ExperienceStatus.class,
        VersionCause.class,
        ChangeKind.class,
        FileFormat.class,
        BadVectors.class,
        JobStatus.class,
        RowOutcome.class,
        HoldCode.class,
        ReviewState.class,
        LedgerAuditStatus.class,
        ExperienceQuery.Order.class,
        AccountKind.class,
        CauseKind.class,
        EarningKind.class,
        EpochStatus.class,
        RewardKind.class,
        RunStatus.class,
        Role.class,
        BudgetPeriod.class,
        BudgetLevel.class,
        KeyState.class,
        BillingMode.class,
        CreditState.class,
        StakeRole.class,
        UnbondingState.class,
        SlashState.class,
        SlashReason.class,
        PersonhoodProvider.class,
        PersonhoodAction.class,
        PersonhoodState.class,
        AttestationState.class,
        MailState.class,
        DeliveryState.class,
        DonationKind.class,
        AccountQuery.Order.class,
        CorrectionKind.class,
        CorrectionStatus.class,
        Strategy.class,
        DisputeState.class,
        JudgementState.class,
        Verdict.class,
        NodeAction.class,
        NodeCause.class,
        NodeSteps.Progress.class,
        ReconciliationStatus.class,
        VerificationStatus.class,
        InvoiceKind.class,
        InvoiceState.class,
        RefundState.class,
        StatementGroup.class
      })
  void everyConstantHasAWord(Class<? extends Enum<?>> type) {
    Status status = new Status();
    for (Enum<?> constant : type.getEnumConstants()) {
      assertThat(words.getString(status.key(constant))).isNotBlank();
    }
  }

  @Test
  void everyStateAndActionOfANodeIsExplained() {
    for (NodeState state : NodeState.values()) {
      assertThat(words.getString("Node." + state)).isNotBlank();
      assertThat(words.getString("node.means." + state)).isNotBlank();
      if (state != NodeState.HEALTHY) {
        assertThat(words.getString("provider.advice." + state)).isNotBlank();
      }
    }
    for (String node : List.of("OPERATOR.ZOO", "OPERATOR.OPENAI", "PROVIDER.ZOO")) {
      assertThat(words.getString("NodeRole." + node)).isNotBlank();
    }
    for (NodeAction action : NodeAction.values()) {
      assertThat(words.getString("node.sure." + action)).contains("{0}");
      assertThat(words.getString("node.done." + action)).contains("{0}");
    }
  }

  @Test
  void everyChangeHasANoun() {
    for (ChangeKind kind : ChangeKind.values()) {
      assertThat(words.getString("change.noun." + kind)).isNotBlank();
    }
  }

  @Test
  void apostrophesDoNotSwallowValues() {
    words.keySet().stream()
        .map(words::getString)
        .filter(text -> text.contains("{0}"))
        .forEach(
            text ->
                assertThat(
                        new MessageFormat(text, Locale.ENGLISH).format(new Object[] {7, 8, 9, 10}))
                    .contains("7")
                    .doesNotContain("{"));
  }
}
