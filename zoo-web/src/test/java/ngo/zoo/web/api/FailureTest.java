package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.util.List;
import java.util.Map;
import ngo.zoo.content.CorruptBlock;
import ngo.zoo.log.Cid;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void aRefusalBecomesAProblemWithItsFields() {
    Refusal refusal =
        new Refusal(
            Refusal.Kind.INVALID,
            "experience-form",
            "Two things",
            Map.of("text", "a", "body", "b"));
    Problem problem = Problem.of(Failure.of(refusal));
    assertThat(problem)
        .isEqualTo(
            new Problem(
                "https://zoo.ngo/problems/experience-form",
                "Experience form",
                400,
                "Two things",
                "experience-form",
                List.of(new Problem.FieldError("body", "b"), new Problem.FieldError("text", "a"))));
  }

  @Test
  void theContainersWrappersAreSeenThrough() {
    EJBException wrapped = new EJBException(Refusal.conflict("already-voted", "You have voted"));
    assertThat(Failure.of(wrapped).status()).isEqualTo(409);
    assertThat(Failure.of(wrapped).code()).isEqualTo("already-voted");
  }

  @Test
  void whatNobodyForesawTellsAReferenceAndNothingElse() {
    Failure failure =
        Failure.of(new EJBException(new IllegalStateException("secret of the house")));
    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure.detail()).matches(".*reference [0-9a-f]{8}").doesNotContain("secret");
  }

  @Test
  void aBlockThatWasChangedIsNamed() {
    Cid cid = Cid.ofContent(new byte[] {1});
    Failure failure = Failure.of(new EJBException(new CorruptBlock(cid)));
    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure.code()).isEqualTo("block-corrupt");
    assertThat(failure.detail()).contains(cid.text());
  }

  @Test
  void aRefusalInsideABugIsStillABug() {
    Throwable bug = new IllegalStateException(Refusal.conflict("inner", "inner"));
    assertThat(Failure.of(bug).status()).isEqualTo(500);
  }
}
