package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationRequest.InjectedExperience;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.ra.OpenAiStub.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against servers that speak the wire format of vLLM, TGI, llama.cpp and Ollama. */
class OpenAiBackendTest {
  @TempDir private Path secrets;
  private Rig rig;
  private OpenAiStub stub;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(secrets, adapter -> {});
    stub = new OpenAiStub(Server.VLLM);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    stub.close();
  }

  private Worker up(Server server) throws Exception {
    play(server);
    return rig.up(stub.worker(2));
  }

  private void play(Server server) throws IOException {
    stub.close();
    stub = new OpenAiStub(server);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerInOnePieceIsRead(Server server) throws Exception {
    Worker worker = up(server);
    stub.chat = stub.whole("Line \\\"one\\\"\\n\\u00e9 \\ud83e\\udda6");
    GenerationResult result = rig.ask(worker, Rig.WHOLE);
    assertThat(result.text()).isEqualTo("Line \"one\"\né 🦦");
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.promptTokens()).isEqualTo(24);
    assertThat(result.completionTokens()).isEqualTo(3);
    assertThat(result.usageEstimated()).isFalse();
    assertThat(result.sealed()).isFalse();
    assertThat(result.toolCallsJson()).isEmpty();
    assertThat(rig.heard()).isEqualTo(result.text());
    assertThat(stub.lastBody()).contains("\"stream\":false").doesNotContain("stream_options");
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsReadPieceByPiece(Server server) throws Exception {
    Worker worker = up(server);
    stub.chat = stub.stream(stub.frames(List.of("Three", " small", " pieces")));
    GenerationResult result = rig.ask(worker, Extras.NONE);
    assertThat(result.text()).isEqualTo("Three small pieces");
    assertThat(rig.deltas).extracting(Delta::text).containsExactly("Three", " small", " pieces");
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.completionTokens()).isEqualTo(3);
    assertThat(stub.lastBody()).contains("\"stream\":true", "\"include_usage\":true");
  }

  @ParameterizedTest
  @EnumSource
  void allSamplingFieldsAreSentAndNeutralOnesInEachServersWords(Server server) throws Exception {
    rig.ask(up(server), Rig.WHOLE);
    assertThat(stub.lastBody())
        .contains(
            "\"temperature\":0.5",
            "\"presence_penalty\":0",
            "\"frequency_penalty\":0",
            "\"max_tokens\":32",
            "\"seed\":7",
            "\"stop\":[\"END\"]",
            "\"n\":1");
    switch (server) {
      case VLLM -> assertThat(stub.lastBody()).contains("\"top_k\":-1", "\"min_p\":0");
      case LLAMA_CPP -> assertThat(stub.lastBody()).contains("\"top_k\":0", "\"min_p\":0");
      case TGI -> assertThat(stub.lastBody()).doesNotContain("top_p", "top_k");
      case OLLAMA -> assertThat(stub.lastBody()).contains("\"top_p\":1.0").doesNotContain("top_k");
    }
  }

  @ParameterizedTest
  @CsvSource({"VLLM, 3", "TGI, 2", "LLAMA_CPP, 0", "OLLAMA, 0"})
  void whatAServerTellsOfItselfIsFound(Server server, int queued) throws Exception {
    up(server);
    assertThat(rig.metrics().models()).containsExactly(server.model);
    assertThat(rig.metrics().backendQueued()).isEqualTo(queued);
  }

  @Test
  void missingUsageIsCountedAndMarked() throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat =
        stub.stream(
            List.of(
                stub.frame("{\"content\":\"one\"}", "null"),
                stub.frame("{\"content\":\" two\"}", "\"length\""),
                "data: [DONE]\n\n"));
    GenerationResult streamed = rig.ask(worker, Extras.NONE);
    assertThat(streamed.usageEstimated()).isTrue();
    assertThat(streamed.completionTokens()).isEqualTo(2);
    assertThat(streamed.promptTokens()).isPositive();
    assertThat(streamed.finishReason()).isEqualTo("length");
    stub.chat =
        OpenAiStub.json(
            200,
            "{\"choices\":[{\"message\":{\"content\":\"eight"
                + " bytes\"},\"finish_reason\":\"stop\"}]}");
    GenerationResult whole = rig.ask(worker, Rig.WHOLE);
    assertThat(whole.usageEstimated()).isTrue();
    assertThat(whole.completionTokens()).isEqualTo(3);
  }

  @Test
  void noMoreTokensCountThanWereAskedFor() throws Exception {
    Worker worker = up(Server.OLLAMA);
    stub.chat =
        OpenAiStub.json(
            200,
            stub.wholeBody("x").replace("\"completion_tokens\":3", "\"completion_tokens\":900"));
    assertThat(rig.ask(worker, Rig.WHOLE).completionTokens()).isEqualTo(32);
  }

  @Test
  void oneStreamAfterTheOtherGoesOverOneConnection() throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat = stub.stream(stub.frames(List.of("Three", " small", " pieces")));
    rig.ask(worker, Rig.request(Extras.NONE), rig.deltas::add);
    rig.ask(worker, Rig.request(Extras.NONE), rig.deltas::add);
    assertThat(stub.askers).hasSize(2).containsOnly(stub.askers.getFirst());
  }

  @Test
  void aStreamThatIsNotEndedAfterItsEndMarkIsAnAnswerAllTheSame() throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat = stub.streamThenSilence(stub.frames(List.of("half", " whole")));
    GenerationResult result = rig.ask(worker, Rig.request(Extras.NONE), rig.deltas::add);
    assertThat(result.text()).isEqualTo("half whole");
    assertThat(stub.closed.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(rig.metrics().failed()).isZero();
    assertThat(rig.metrics().inFlight()).isZero();
  }

  @Test
  void aStreamWithoutEndMarkIsNoAnswer() throws Exception {
    Worker worker = up(Server.VLLM);
    List<String> frames = stub.frames(List.of("word"));
    stub.chat = stub.stream(frames.subList(0, frames.size() - 1));
    assertThat(failure(worker, Extras.NONE).reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(rig.heard()).isEqualTo("word");
  }

  @Test
  void aStreamWithoutFinishReasonIsNoAnswer() throws Exception {
    Worker worker = up(Server.OLLAMA);
    stub.chat = stub.stream(List.of(stub.frame("{\"content\":\"x\"}", "null"), "data: [DONE]\n\n"));
    assertThat(failure(worker, Extras.NONE)).hasMessageContaining("finish reason");
  }

  @Test
  void aServerThatDiesInTheMiddleIsNoAnswer() throws Exception {
    Worker worker = up(Server.LLAMA_CPP);
    stub.chat =
        connection -> {
          connection.beginStream();
          connection.send(stub.frame("{\"content\":\"half\"}", "null"));
          connection.breakOff();
        };
    assertThat(failure(worker, Extras.NONE).reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(rig.heard()).isEqualTo("half");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"out of memory\",\"type\":\"server_error\",\"code\":500}}",
        "data: {\"error\":\"out of memory\",\"error_type\":\"generation\"}",
        "error: {\"code\":500,\"message\":\"out of memory\",\"type\":\"server_error\"}"
      })
  void anErrorInTheStreamIsNoAnswerEvenBeforeACleanEnd(String frame) throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat =
        stub.stream(
            List.of(
                stub.frame("{\"content\":\"half\"}", "null"), frame + "\n\n", "data: [DONE]\n\n"));
    WorkerException failure = failure(worker, Extras.NONE);
    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("out of memory");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAbortedGenerationIsNoAnswer(boolean streaming) throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat =
        streaming
            ? stub.stream(List.of(stub.frame("{}", "\"abort\""), "data: [DONE]\n\n"))
            : OpenAiStub.json(200, stub.wholeBody("").replace("\"stop\",", "\"abort\","));
    assertThat(failure(worker, streaming ? Extras.NONE : Rig.WHOLE))
        .hasMessageContaining("broke off its answer: abort");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | REFUSED | max_tokens too long | {\"error\":{\"message\":\"max_tokens too"
            + " long\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}",
        "400 | REFUSED | max_tokens too long | {\"object\":\"error\",\"message\":\"max_tokens too"
            + " long\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
        "404 | REFUSED | model \"x\" not found | {\"error\":{\"message\":\"model \\\"x\\\" not"
            + " found\",\"type\":\"api_error\",\"param\":null,\"code\":null}}",
        "422 | REFUSED | Input validation error | {\"error\":\"Input validation error: `inputs` is"
            + " empty\",\"error_type\":\"validation\"}",
        "422 | REFUSED | Field required |"
            + " {\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"model\"],\"msg\":\"Field"
            + " required\"}]}",
        "424 | FAILED | Request failed | {\"error\":\"Request failed during generation: CUDA out of"
            + " memory\",\"error_type\":\"generation\"}",
        "429 | BUSY | overloaded | {\"error\":\"Model is"
            + " overloaded\",\"error_type\":\"overloaded\"}",
        "499 | FAILED | 499 | {\"error\":{\"message\":\"request"
            + " canceled\",\"type\":\"api_error\",\"param\":null,\"code\":null}}",
        "500 | FAILED | EngineCore | {\"error\":{\"message\":\"EngineCore encountered an"
            + " issue\",\"type\":\"InternalServerError\",\"code\":500}}",
        "503 | UNAVAILABLE | Loading model | {\"error\":{\"code\":503,\"message\":\"Loading"
            + " model\",\"type\":\"unavailable_error\"}}",
        "503 | BUSY | maximum pending | {\"error\":{\"message\":\"server busy, please try again. "
            + " maximum pending requests exceeded\",\"type\":\"api_error\"}}",
        "502 | UNAVAILABLE | Bad Gateway | <html><title>502 Bad Gateway</title></html>",
        "302 | UNAVAILABLE | 302 | moved"
      })
  void anErrorStatusMeansWhatItsServerMeans(int status, Reason reason, String words, String body)
      throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat = OpenAiStub.json(status, body);
    WorkerException failure = failure(worker, Rig.WHOLE);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure).hasMessageContaining(words);
  }

  @Test
  void aFailureAtOneRequestDoesNotTakeTheServerDown() throws Exception {
    Worker worker = up(Server.TGI);
    stub.chat = OpenAiStub.json(424, "{\"error\":\"x\",\"error_type\":\"generation\"}");
    failure(worker, Rig.WHOLE);
    assertThat(rig.metrics().healthy()).isTrue();
    assertThat(rig.metrics().failures()).containsEntry(Reason.FAILED, 1L);
    stub.chat = stub.whole("well");
    assertThat(rig.ask(worker, Rig.WHOLE).text()).isEqualTo("well");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatAsksToBeLeftAloneIsLeftAlone(boolean asDate) throws Exception {
    Worker worker = up(Server.VLLM);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
    stub.chat =
        OpenAiStub.json(429, "{\"error\":\"later\"}", "Retry-After: " + (asDate ? date : "1"));
    assertThat(failure(worker, Rig.WHOLE).retryAfter()).isPositive();
    assertThat(rig.metrics().inFlight()).isEqualTo(2);
    stub.chat = stub.whole("rested");
    long begin = System.nanoTime();
    // Waits in the queue and is woken when the time is over.
    assertThat(rig.ask(worker, Rig.WHOLE).text()).isEqualTo("rested");
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(100L, 4000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenNobodyWaitsTheServerIsCutOffAtOnce(boolean streaming) throws Exception {
    Worker worker = up(Server.VLLM);
    stub.chat =
        streaming
            ? stub.streamThenSilence(List.of(stub.frame("{\"content\":\"half\"}", "null")))
            : OpenAiStub.Connection::awaitClose;
    AtomicBoolean gone = new AtomicBoolean();
    CompletableFuture<GenerationResult> asking =
        CompletableFuture.supplyAsync(() -> askUnless(worker, streaming, gone));
    assertThat(stub.asked.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(stub.closed.getCount()).isEqualTo(1);
    gone.set(true);
    assertThat(stub.closed.await(5, TimeUnit.SECONDS)).as("the server sees the close").isTrue();
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> asking.get(5, TimeUnit.SECONDS));
    assertThat(failed)
        .rootCause()
        .isInstanceOfSatisfying(
            WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ABANDONED));
    assertThat(rig.metrics().healthy()).isTrue();
    assertThat(rig.metrics().failed()).isZero();
    assertThat(rig.metrics().inFlight()).isZero();
  }

  private GenerationResult askUnless(Worker worker, boolean streaming, AtomicBoolean gone) {
    try (GpuConnection connection = rig.connections.getConnection(worker.id())) {
      return connection.generate(
          Rig.request(streaming ? Extras.NONE : Rig.WHOLE),
          new GpuConnection.TextListener() {
            @Override
            public void onText(String piece) {}

            @Override
            public boolean gone() {
              return gone.get();
            }
          });
    } catch (WorkerException e) {
      WorkerException plain = new WorkerException(e.reason(), String.valueOf(e.getMessage()));
      throw new IllegalStateException(plain);
    }
  }

  @Test
  void whenAPieceCannotBeHandedOnTheServerIsCutOffAtOnce() throws Exception {
    Worker worker = up(Server.OLLAMA);
    stub.chat = stub.streamThenSilence(List.of(stub.frame("{\"content\":\"half\"}", "null")));
    IllegalArgumentException thrown =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () ->
                rig.ask(
                    worker,
                    Rig.request(Extras.NONE),
                    _ -> {
                      throw new IllegalArgumentException("the asker's connection is broken");
                    }));
    assertThat(thrown).hasMessageContaining("broken");
    assertThat(stub.closed.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(rig.metrics().healthy()).isTrue();
  }

  @Test
  void toolsFormatChoicesAndProbabilitiesAreHandedOn() throws Exception {
    Worker worker = up(Server.VLLM);
    String tools = "[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]";
    Extras extras = new Extras(2, true, 5, tools, "\"auto\"", "{\"type\":\"json_object\"}", false);
    stub.chat =
        OpenAiStub.json(
            200,
            """
            {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1",\
            "type":"function","function":{"name":"look","arguments":"{\\"at\\":\\"sign\\"}"}}]},\
            "finish_reason":"tool_calls"},{"index":1,"message":{"role":"assistant","content":"b"},\
            "logprobs":{"content":[{"token":"b","logprob":-0.5,"bytes":[98],"top_logprobs":[]}]},\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":9}}\
            """);
    GenerationResult result = rig.ask(worker, extras);
    assertThat(stub.lastBody())
        .contains(
            "\"tools\":" + tools,
            "\"tool_choice\":\"auto\"",
            "\"response_format\":{\"type\":\"json_object\"}",
            "\"n\":2",
            "\"logprobs\":true",
            "\"top_logprobs\":5");
    assertThat(result.finishReason()).isEqualTo("tool_calls");
    assertThat(result.toolCallsJson())
        .contains("\"id\":\"call_1\"", "\"arguments\":\"{\\\"at\\\":\\\"sign\\\"}\"");
    assertThat(result.choices()).hasSize(1);
    assertThat(result.choices().getFirst().text()).isEqualTo("b");
    assertThat(result.choices().getFirst().logprobsJson()).contains("\"logprob\":-0.5");
  }

  @Test
  void toolCallsInPiecesAddUp() throws Exception {
    Worker worker = up(Server.VLLM);
    String head = "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",";
    stub.chat =
        stub.stream(
            List.of(
                stub.frame(head + "\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}", "null"),
                stub.frame(
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]}",
                    "null"),
                stub.frame(
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}",
                    "null"),
                stub.frame("{}", "\"tool_calls\""),
                "data: [DONE]\n\n"));
    GenerationResult result = rig.ask(worker, Extras.NONE);
    assertThat(result.toolCallsJson())
        .isEqualTo(
            "[{\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"a\\\":1}\"}}]");
    assertThat(rig.deltas).hasSize(3);
    assertThat(rig.deltas.getFirst().toolCallsJson()).contains("\"name\":\"look\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"TGI", "OLLAMA"})
  void whatAServerWouldPassOverInSilenceIsRefusedByName(Server server) throws Exception {
    Worker worker = up(server);
    WorkerException refused = failure(worker, new Extras(2, false, 0, "", "", "", false));
    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused.code()).isEqualTo(WorkerException.UNSUPPORTED + "n");
    assertThat(stub.bodies).isEmpty();
  }

  @Test
  void whatIsHandedOnCannotAddFieldsOfItsOwn() throws Exception {
    Worker worker = up(Server.VLLM);
    WorkerException refused =
        failure(worker, new Extras(1, false, 0, "[],\"model\":\"other\"", "", "", false));
    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(stub.bodies).isEmpty();
  }

  @Test
  void aCredentialComesFromItsFileAndGoesNowhereElse() throws Exception {
    Files.writeString(secrets.resolve("cloud"), "s3cret-of-the-cloud\n");
    play(Server.VLLM);
    Worker worker = rig.up(stub.worker(1, "cloud"));
    rig.ask(worker, Rig.WHOLE);
    assertThat(stub.authorisations).containsExactly("Bearer s3cret-of-the-cloud");
    stub.chat =
        connection ->
            connection.answer(
                401, "{\"error\":\"no such key: " + connection.authorisation() + "\"}");
    WorkerException refused = failure(worker, Rig.WHOLE);
    assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(refused.getMessage()).doesNotContain("s3cret");
    assertThat(worker.toString()).doesNotContain("s3cret");
    Files.writeString(secrets.resolve("cloud"), "a newer one, of another length");
    stub.chat = stub.whole("x");
    rig.event();
    rig.event();
    rig.ask(worker, Rig.WHOLE);
    assertThat(stub.authorisations.getLast()).isEqualTo("Bearer a newer one, of another length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "missing", "/etc/hostname", ".hidden"})
  void aCredentialThatIsNoFileOfTheFolderIsNotRead(String name) throws Exception {
    Files.writeString(secrets.resolve(".hidden"), "x");
    Files.writeString(secrets.resolveSibling("outside"), "x");
    play(Server.VLLM);
    rig.connections.register(stub.worker(1, name));
    WorkerEvent down = rig.event();
    assertThat(down.healthy()).isFalse();
    assertThat(down.reason()).contains("credential").doesNotContain(secrets.toString());
  }

  @Test
  void aServerThatLoadsItsModelIsDownInItsOwnWordsUntilItIsReady() throws Exception {
    play(Server.LLAMA_CPP);
    OpenAiStub.Reply well = stub.pages.get("/health");
    stub.pages.put(
        "/health",
        OpenAiStub.json(
            503,
            "{\"error\":{\"code\":503,\"message\":\"Loading"
                + " model\",\"type\":\"unavailable_error\"}}"));
    rig.connections.register(stub.worker(1));
    assertThat(rig.event().reason()).isEqualTo("answers 503: Loading model");
    stub.pages.put("/health", well);
    assertThat(rig.event().healthy()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\":\"m1\",\"object\":\"model\"},{\"id\":\"m2\"}]",
        "{\"models\":[{\"name\":\"m1\"},{\"model\":\"m2\"}]}",
        "{\"data\":[\"m1\",\"m2\"]}"
      })
  void listsOfModelsAreReadInEachForm(String list) throws Exception {
    play(Server.OLLAMA);
    stub.pages.put("/v1/models", OpenAiStub.json(200, list));
    rig.up(stub.worker(1));
    assertThat(rig.metrics().models()).containsExactly("m1", "m2");
  }

  @Test
  void aServerThatListsNoModelsServesTheDeclaredOnes() throws Exception {
    play(Server.OLLAMA);
    stub.pages.remove("/v1/models");
    rig.connections.register(stub.worker(1));
    assertThat(rig.event().reason()).contains("lists no models and none are declared");
    rig.connections.register(declaring(stub.worker(1), "declared"));
    assertThat(rig.event().healthy()).isTrue();
    assertThat(rig.metrics().models()).containsExactly("declared");
  }

  @Test
  void aPromptThatCannotFitIsRefusedRatherThanCutInSilence() throws Exception {
    play(Server.OLLAMA);
    Worker w = stub.worker(1);
    rig.up(
        new Worker(
            w.id(), w.name(), w.url(), 1, false, w.publicKey(), w.kind(), List.of(), 40, ""));
    rig.ask(w, Rig.WHOLE);
    GenerationRequest fits = Rig.request(Rig.WHOLE);
    GenerationRequest tooLong =
        new GenerationRequest(
            fits.queryId(),
            fits.model(),
            List.of(new GenerationRequest.Message("user", "many words ".repeat(10))),
            List.of(),
            0,
            1,
            32,
            List.of(),
            7,
            Rig.WHOLE);
    WorkerException refused =
        catchThrowableOfType(WorkerException.class, () -> rig.ask(w, tooLong, rig.deltas::add));
    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused).hasMessageContaining("40 tokens");
    assertThat(stub.bodies).hasSize(1);
  }

  private static Worker declaring(Worker w, String model) {
    return new Worker(
        w.id(),
        w.name(),
        w.url(),
        w.slots(),
        false,
        w.publicKey(),
        w.kind(),
        List.of(model),
        0,
        "");
  }

  @Test
  void aServerThatAnswersAStreamsRequestWholeIsUnderstood() throws Exception {
    Worker worker = up(Server.OLLAMA);
    stub.chat = stub.whole("whole");
    assertThat(rig.ask(worker, Extras.NONE).text()).isEqualTo("whole");
    assertThat(rig.heard()).isEqualTo("whole");
  }

  @Test
  void experiencesStandInAMessageOfTheirOwnBeforeTheQuestion() throws Exception {
    Worker worker = up(Server.VLLM);
    InjectedExperience experience =
        new InjectedExperience(UUID.randomUUID(), "When in doubt, look twice.");
    GenerationRequest request = Rig.request(Rig.WHOLE, List.of(experience));
    GenerationResult result = rig.ask(worker, request, rig.deltas::add);
    String body = stub.lastBody();
    assertThat(body).containsOnlyOnce("\"role\":\"system\"");
    assertThat(body.indexOf("look twice"))
        .isGreaterThan(body.indexOf("Be brief."))
        .isLessThan(body.indexOf("What does it say?"));
    assertThat(body.substring(0, body.indexOf("look twice")))
        .contains("{\"role\":\"user\",\"content\":\"Advice from Zoo's experience library");
    assertThat(result.read()).containsExactly(experience.id());
  }

  private WorkerException failure(Worker worker, Extras extras) {
    WorkerException failure =
        catchThrowableOfType(WorkerException.class, () -> rig.ask(worker, extras));
    assertThat(failure).isNotNull();
    return failure;
  }
}
