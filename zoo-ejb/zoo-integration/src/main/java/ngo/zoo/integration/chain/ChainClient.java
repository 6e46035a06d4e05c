package ngo.zoo.integration.chain;

import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import ngo.zoo.integration.chain.contract.ExperienceRegistry;
import ngo.zoo.log.ChainTransactions.Lane;
import ngo.zoo.log.ChainTransactions.Signed;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/**
 * The few questions put to the chain, one by one on the caller's thread. An {@link IOException}
 * means that the chain cannot be asked now, an {@link IllegalStateException} that it said no.
 */
final class ChainClient implements AutoCloseable {
  private static final DefaultBlockParameterName LATEST = DefaultBlockParameterName.LATEST;
  private static final long POLLING_NOT_USED = 15_000;

  private final ChainSettings settings;
  private final Web3j web3j;

  ChainClient(ChainSettings settings) {
    this.settings = settings;
    // web3j wants a scheduler for its subscriptions, which are not used: this one starts no thread.
    this.web3j =
        Web3j.build(
            new JsonRpcTransport(settings.endpoint()),
            POLLING_NOT_USED,
            new ScheduledThreadPoolExecutor(0));
  }

  String sender() {
    return settings.sender().getAddress();
  }

  /**
   * The sender's lane on this chain.
   *
   * @throws IllegalStateException if the endpoint is of another chain than configured
   */
  Lane lane() throws IOException {
    long chainId = answered(web3j.ethChainId().send()).getChainId().longValueExact();
    if (chainId != settings.chainId()) {
      throw new IllegalStateException(
          "The endpoint is of chain " + chainId + ", zoo.chain.id is " + settings.chainId());
    }
    EthBlock.Block first =
        answered(web3j.ethGetBlockByNumber(DefaultBlockParameterName.EARLIEST, false).send())
            .getBlock();
    return new Lane(chainId, first.getHash(), sender());
  }

  /** The nonce that follows the sender's last transaction in a block. */
  long nextNonce() throws IOException {
    return answered(web3j.ethGetTransactionCount(sender(), LATEST).send())
        .getTransactionCount()
        .longValueExact();
  }

  /** The receipt, once the transaction is in a block with enough blocks on top. */
  Optional<TransactionReceipt> confirmed(String hash) throws IOException {
    Optional<TransactionReceipt> receipt =
        answered(web3j.ethGetTransactionReceipt(hash).send()).getTransactionReceipt();
    BigInteger newest = answered(web3j.ethBlockNumber().send()).getBlockNumber();
    BigInteger below = BigInteger.valueOf(settings.confirmations() - 1L);
    return receipt.filter(r -> r.getBlockNumber().add(below).compareTo(newest) <= 0);
  }

  /**
   * Signs without sending. Gas is what the chain estimates and a fifth more; the fee may double
   * before the transaction has to wait.
   *
   * @param to null to deploy
   * @throws IllegalStateException if the chain says that it would fail
   */
  Signed sign(Lane lane, long nonce, String purpose, @Nullable String to, String data)
      throws IOException {
    EthBlock.Block newest = answered(web3j.ethGetBlockByNumber(LATEST, false).send()).getBlock();
    BigInteger tip = answered(web3j.ethMaxPriorityFeePerGas().send()).getMaxPriorityFeePerGas();
    BigInteger fee = newest.getBaseFeePerGas().shiftLeft(1).add(tip);
    Transaction call = new Transaction(sender(), null, null, null, to, BigInteger.ZERO, data);
    BigInteger gas = answered(web3j.ethEstimateGas(call).send()).getAmountUsed();
    BigInteger limit = gas.multiply(BigInteger.valueOf(6)).divide(BigInteger.valueOf(5));
    RawTransaction transaction =
        RawTransaction.createTransaction(
            lane.chainId(),
            BigInteger.valueOf(nonce),
            limit,
            to == null ? "" : to,
            BigInteger.ZERO,
            data,
            tip,
            fee);
    byte[] raw = TransactionEncoder.signMessage(transaction, settings.sender());
    return new Signed(nonce, purpose, raw, Numeric.toHexString(Hash.sha3(raw)));
  }

  /**
   * Sends signed bytes. Sending them twice is harmless.
   *
   * @return what the chain objects to, if it does; whether the transaction counts, only its receipt
   *     says
   */
  Optional<String> broadcast(Signed transaction) throws IOException {
    Response<?> response =
        web3j.ethSendRawTransaction(Numeric.toHexString(transaction.raw())).send();
    return Optional.ofNullable(response.getError()).map(Response.Error::getMessage);
  }

  /** Leaves of the newest tree the registry holds. */
  long anchoredSize(String registry) throws IOException {
    return read(registry, contract -> contract.treeSize().send()).longValueExact();
  }

  /** The call that anchors a tree. */
  String anchorCall(String registry, long size, byte[] root, List<byte[]> consistency) {
    return load(registry).anchor(BigInteger.valueOf(size), root, consistency).encodeFunctionCall();
  }

  /** One question to the registry. */
  interface Question<T> {
    T ask(ExperienceRegistry registry) throws Exception;
  }

  <T> T read(String registry, Question<T> question) throws IOException {
    try {
      return question.ask(load(registry));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The registry did not answer: " + e.getMessage(), e);
    }
  }

  private ExperienceRegistry load(String address) {
    return ExperienceRegistry.load(
        address, web3j, new ReadonlyTransactionManager(web3j, sender()), new DefaultGasProvider());
  }

  private static <T extends Response<?>> T answered(T response) {
    if (response.hasError()) {
      throw new IllegalStateException("The chain refused: " + response.getError().getMessage());
    }
    return response;
  }

  /** RxJava's threads, which web3j starts by naming its schedulers, would keep the class loader. */
  @Override
  public void close() {
    web3j.shutdown();
    Schedulers.shutdown();
  }
}
