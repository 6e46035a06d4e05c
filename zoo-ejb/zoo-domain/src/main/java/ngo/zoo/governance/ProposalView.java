package ngo.zoo.governance;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param number public number, shown as ZIP-007 or EXP-012 by kind
 * @param textHash hex of SHA-256 over title, newline and body; every ballot is bound to it
 * @param experienceId what it adds, changes to, removes or restores; null when it is about none
 * @param tally null before voting opened
 * @param change what it does with experiences; null when it is about none
 * @param domain the library it changes
 * @param targetVersion the version a rollback goes back to
 * @param outcome why a decision is not or was never carried out; empty when there is nothing to say
 */
public record ProposalView(
    UUID id,
    long number,
    ProposalKind kind,
    String title,
    String body,
    String textHash,
    UUID proposerId,
    String proposer,
    @Nullable UUID experienceId,
    ProposalStatus status,
    Amount stake,
    Instant createdAt,
    @Nullable Instant openedAt,
    @Nullable Instant closesAt,
    @Nullable Instant closedAt,
    @Nullable TallyView tally,
    @Nullable ChangeKind change,
    @Nullable String domain,
    @Nullable Integer targetVersion,
    String outcome) {

  /** As people cite it: {@code ZIP-001}, {@code EXP-012}. */
  public String label() {
    return String.format("%s-%03d", kind == ProposalKind.ZIP ? "ZIP" : "EXP", number);
  }
}
