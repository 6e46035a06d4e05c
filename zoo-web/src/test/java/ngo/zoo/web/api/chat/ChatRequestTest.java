package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
  private static final String SMALLEST =
      "'model':'m','messages':[{'role':'user','content':'The sign shows otter: 4 0 7 2'}]";

  private static final ModelCard PLAIN =
      new ModelCard("m", Amount.parse(Asset.KEEPER, "0.01"), 512, 512, Set.of());
  private static final ModelCard ABLE =
      new ModelCard("m", PLAIN.fee(), 512, 512, EnumSet.allOf(ModelCard.Feature.class));

  @Test
  void theSmallestRequestIsGreedyWithExperiences() {
    ChatRequest request = parsed("{" + SMALLEST + "}");
    assertThat(request.question())
        .isEqualTo(
            new Question(
                "m",
                List.of(new Question.Message("user", "The sign shows otter: 4 0 7 2")),
                null,
                true,
                0,
                1,
                512,
                List.of(),
                null));
    assertThat(request.stream()).isFalse();
    assertThat(request.includeUsage()).isFalse();
  }

  @Test
  void everythingWeKnowIsReadAndWhatChangesNothingIgnored() {
    ChatRequest request =
        parsed(
            "{"
                + SMALLEST
                + ",'stream':true,'stream_options':{'include_usage':true},'temperature':0.5,"
                + "'top_p':0.9,'max_tokens':9,'max_completion_tokens':16,'stop':['a','b'],'seed':7,"
                + "'user':'x','metadata':{'a':'b'},'logit_bias':{},'n':1,'store':false,"
                + "'zoo':{'domain':'keeper.signs','experiences':'off'}}");
    Question question = request.question();
    assertThat(question.domain()).isEqualTo("keeper.signs");
    assertThat(question.experiences()).isFalse();
    assertThat(question.temperature()).isEqualTo(0.5);
    assertThat(question.topP()).isEqualTo(0.9);
    assertThat(question.maxTokens()).isEqualTo(16);
    assertThat(question.stop()).containsExactly("a", "b");
    assertThat(question.seed()).isEqualTo(7);
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsage()).isTrue();
  }

  @Test
  void contentMayBeTextParts() {
    ChatRequest request =
        parsed(
            "{'model':'m','messages':[{'role':'developer','content':[{'type':'text','text':'a'},"
                + "{'type':'text','text':'b'}]}]}");
    assertThat(request.question().messages())
        .containsExactly(new Question.Message("system", "a\nb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'messages':[{'role':'user','content':'x'}]}                               | model
          {'model':'m'}                                                              | messages
          {'model':'m','messages':[]}                                                | messages
          {'model':'m','messages':['x']}                                             | messages[0]
          {'model':'m','messages':[{'role':'user'}]}                                 | messages[0].content
          {'model':'m','messages':[{'role':'user','content':[{'type':'image_url'}]}]} | messages[0].content
          {'model':'m','messages':[{'role':'robot','content':'x'}]}                  | messages[0].role
          {'model':'m','messages':[{'role':'tool','content':'x','tool_call_id':'1'}]} | messages[0].tool_call_id
          {'model':'m','messages':[{'role':'tool','content':'x'}]}                   | messages[0].tool_call_id
          {'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'1'}]}]}  | messages[0].tool_calls[0]
          {'model':'m','messages':[{'role':'assistant','content':'x','function_call':{}}]} | messages[0].function_call
          {'model':'m','messages':[{'role':'user','content':'x'}],'n':17} | n
          {'model':'m','messages':[{'role':'user','content':'x'}],'n':0} | n
          {'model':'m','messages':[{'role':'user','content':'x'}],'top_logprobs':3} | top_logprobs
          {'model':'m','messages':[{'role':'user','content':'x'}],'logprobs':true,'top_logprobs':21} | top_logprobs
          {'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':513} | max_tokens
          {'model':'m','messages':[{'role':'user','content':'x'}],'max_completion_tokens':513} | max_completion_tokens
          {'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':1e400} | max_tokens
          {'model':'m','messages':[{'role':'user','content':'x'}],'stream_options':{'include_usage':true}} | stream_options
          {'model':'m','messages':[{'role':'user','content':'x'}],'stream':true,'stream_options':{'x':1}} | stream_options.x
          {'model':'m','messages':[{'role':'user','content':'x'}],'presence_penalty':1} | presence_penalty
          {'model':'m','messages':[{'role':'user','content':'x'}],'logit_bias':{'5':1}} | logit_bias
          {'model':'m','messages':[{'role':'user','content':'x'}],'parallel_tool_calls':false} | parallel_tool_calls
          {'model':'m','messages':[{'role':'user','content':'x'}],'modalities':['audio']} | modalities
          {'model':'m','messages':[{'role':'user','content':'x'}],'service_tier':'flex'} | service_tier
          {'model':'m','messages':[{'role':'user','content':'x'}],'store':true} | store
          {'model':'m','messages':[{'role':'user','content':'x'}],'functions':[]} | functions
          {'model':'m','messages':[{'role':'user','content':'x'}],'reasoning_effort':'high'} | reasoning_effort
          {'model':'m','messages':[{'role':'user','content':'x'}],'top_k':5} | top_k
          {'model':'m','messages':[{'role':'user','content':'x'}],'tools':[]} | tools
          {'model':'m','messages':[{'role':'user','content':'x'}],'tools':[{'type':'custom'}]} | tools[0].type
          {'model':'m','messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','function':{'name':'a b'}}]} | tools[0].function.name
          {'model':'m','messages':[{'role':'user','content':'x'}],'tool_choice':'auto'} | tool_choice
          {'model':'m','messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','function':{'name':'a'}}],'tool_choice':{'type':'function','function':{'name':'b'}}} | tool_choice
          {'model':'m','messages':[{'role':'user','content':'x'}],'response_format':{'type':'yaml'}} | response_format.type
          {'model':'m','messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_schema','json_schema':{}}} | response_format.json_schema.name
          {'model':'m','messages':[{'role':'user','content':'x'}],'stop':['a','b','c','d','e']} | stop
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'mood':'good'}} | zoo.mood
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'library_version':0}} | zoo.library_version
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'redundancy':10}} | zoo.redundancy
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'verification':'blind'}} | zoo.verification
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'strategy':'luck'}} | zoo.strategy
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'max_price':0.01}} | zoo.max_price
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'max_price':'-1'}} | zoo.max_price
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'max_price':'1e5'}} | zoo.max_price
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'max_price':{'value':'1','asset':'ZEN'}}} | zoo.max_price
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'only':[1]}} | zoo.only
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'session':5}} | zoo.session
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'domain':''}} | zoo.domain
          {'model':'m','messages':[{'role':'user','content':'x'}],'temperature':'hot'} | temperature
          {'model':'m','messages':[{'role':'user','content':'x'}],'temperature':3}   | temperature
          {'model':'m','messages':[{'role':'user','content':'x'}],'top_p':-1}        | top_p
          {'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':0}    | max_tokens
          {'model':'m','messages':[{'role':'user','content':'x'}],'seed':1.5}        | seed
          {'model':'m','messages':[{'role':'user','content':'x'}],'stream':'yes'}    | stream
          {'model':'m','messages':[{'role':'user','content':'x'}],'stop':[1]}        | stop
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':{'experiences':'maybe'}} | zoo.experiences
          {'model':'m','messages':[{'role':'user','content':'x'}],'zoo':'on'}        | zoo
          """)
  void nonsenseIsRefusedWithTheParameterToBlame(String json, String param) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> parsed(json));
    assertThat(refusal).isNotNull();
    assertThat(refusal.fields()).containsOnlyKeys(param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'n':2                                                       | n
          'logprobs':true                                             | logprobs
          'tools':[{'type':'function','function':{'name':'a'}}]       | tools
          'response_format':{'type':'json_object'}                    | response_format
          """)
  void whatTheModelCannotDoIsRefusedByName(String field, String param) {
    String json = "{" + SMALLEST + "," + field + "}";
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> parsed(json, PLAIN));
    assertThat(refusal.code()).isEqualTo("unsupported-parameter");
    assertThat(refusal.fields()).containsOnlyKeys(param);
    assertThat(parsed(json).question().options()).isNotEqualTo(QuestionOptions.NONE);
  }

  @Test
  void aConversationWithToolsIsReadWhole() {
    ChatRequest request =
        parsed(
            """
            {'model':'m','tools':[{'type':'function','function':{'name':'f','parameters':{}}}],
             'tool_choice':{'type':'function','function':{'name':'f'}},
             'response_format':{'type':'text'},'logprobs':true,'top_logprobs':2,'n':3,
             'messages':[{'role':'user','content':'x','name':'maya'},
               {'role':'assistant','content':null,'tool_calls':[
                 {'id':'1','type':'function','function':{'name':'f','arguments':'{}'}}]},
               {'role':'tool','tool_call_id':'1','content':'42'}]}
            """);
    QuestionOptions options = request.question().options();
    assertThat(options.choices()).isEqualTo(3);
    assertThat(options.topLogprobs()).isEqualTo(2);
    assertThat(options.toolsJson()).startsWith("[{\"type\":\"function\"");
    assertThat(options.toolChoiceJson()).contains("\"name\":\"f\"");
    assertThat(options.responseFormatJson()).isEmpty();
    List<Question.Message> messages = request.question().messages();
    assertThat(messages.getFirst().moreJson()).isEqualTo("{\"name\":\"maya\"}");
    assertThat(messages.get(1).content()).isEmpty();
    assertThat(messages.get(1).moreJson()).contains("tool_calls");
    assertThat(messages.get(2))
        .isEqualTo(new Question.Message("tool", "42", "{\"tool_call_id\":\"1\"}"));
  }

  @Test
  void aToolCallMustBeAnsweredBeforeAnybodyElseSpeaks() {
    String call =
        "{'role':'assistant','tool_calls':[{'id':'1','type':'function','function':"
            + "{'name':'f','arguments':'{}'}}]}";
    Refusal early =
        catchThrowableOfType(
            Refusal.class,
            () -> parsed("{'model':'m','messages':[" + call + ",{'role':'user','content':'x'}]}"));
    assertThat(early.fields()).containsOnlyKeys("messages[1]");
    Refusal never =
        catchThrowableOfType(
            Refusal.class, () -> parsed("{'model':'m','messages':[" + call + "]}"));
    assertThat(never.fields()).containsOnlyKeys("messages");
  }

  @Test
  void zooOptionsAreCarried() {
    String root = "AB".repeat(32);
    QuestionOptions options =
        parsed(
                "{"
                    + SMALLEST
                    + ",'zoo':{'domain':'keeper.signs','library_version':2,'experiences':'"
                    + root
                    + "','redundancy':3,'verification':'redundant','strategy':'round-robin',"
                    + "'max_price':{'value':'0.05','asset':'KEEPER'},'only':['petra-1'],"
                    + "'ignore':'petra-2','session':'s'}}")
            .question()
            .options();
    assertThat(options.libraryVersion()).isEqualTo(2);
    assertThat(options.pinnedRoot()).isEqualTo("ab".repeat(32));
    assertThat(options.redundancy()).isEqualTo(3);
    assertThat(options.verification()).isEqualTo(VerificationMode.REDUNDANT);
    assertThat(options.strategy()).isEqualTo(Strategy.ROUND_ROBIN);
    assertThat(options.maxPrice()).isEqualTo(Amount.parse(Asset.KEEPER, "0.05"));
    assertThat(options.only()).containsExactly("petra-1");
    assertThat(options.ignore()).containsExactly("petra-2");
    assertThat(options.session()).isEqualTo("s");
  }

  private static ChatRequest parsed(String json) {
    return parsed(json, ABLE);
  }

  private static ChatRequest parsed(String json, ModelCard model) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    JsonObject object = StrictJson.object(body);
    ChatRequest.model(object);
    return ChatRequest.of(object, model);
  }
}
