package ngo.zoo.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ngo.zoo.log.ChainTransactions.Lane;
import ngo.zoo.log.ChainTransactions.Signed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcChainTransactionsTest {
  private static final Lane LANE = new Lane(31_337, "0xaa", "0xsender");
  private static final Lane WIPED = new Lane(31_337, "0xbb", "0xsender");
  private static final LogDatabase DATABASE = LogDatabase.SHARED;

  private final JdbcChainTransactions transactions = new JdbcChainTransactions(DATABASE.source());

  @BeforeEach
  void empty() {
    DATABASE.update("truncate chain_transaction, chain_contract");
  }

  @Test
  void followsATransactionToItsBlock() {
    transactions.signed(LANE, transaction(0));
    transactions.sent(LANE, 0);
    transactions.signed(LANE, transaction(1));
    assertThat(nonces(transactions.open(LANE))).containsExactly(0L, 1L);
    transactions.mined(LANE, 0, 17);
    transactions.failed(LANE, 1);
    assertThat(transactions.open(LANE)).isEmpty();
    assertThat(nonces(transactions.from(LANE, 1))).containsExactly(1L);
    assertThat(transactions.from(LANE, 0).getFirst().raw()).isEqualTo(new byte[] {1, 2, 0});
    assertThat(DATABASE.number("select block_number from chain_transaction where nonce = 0"))
        .isEqualTo(17);
  }

  @Test
  void oneTransactionPerNonceAndChain() {
    transactions.signed(LANE, transaction(0));
    assertThatThrownBy(() -> transactions.signed(LANE, transaction(0)))
        .isInstanceOf(IllegalStateException.class);
    transactions.signed(WIPED, transaction(0));
    assertThat(transactions.open(WIPED)).hasSize(1);
  }

  @Test
  void contractsBelongToOneChain() {
    transactions.deployed("ExperienceRegistry", LANE, "0x01");
    transactions.deployed("ExperienceRegistry", LANE, "0x01");
    assertThat(transactions.contract("ExperienceRegistry", LANE)).contains("0x01");
    assertThat(transactions.contract("ExperienceRegistry", WIPED)).isEmpty();
  }

  private static Signed transaction(long nonce) {
    return new Signed(nonce, "test", new byte[] {1, 2, (byte) nonce}, "0xhash" + nonce);
  }

  private static List<Long> nonces(List<Signed> transactions) {
    return transactions.stream().map(Signed::nonce).toList();
  }
}
