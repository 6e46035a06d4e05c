package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import ngo.zoo.routing.Question;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
  private static final String SMALLEST =
      "'model':'m','messages':[{'role':'user','content':'The sign shows otter: 4 0 7 2'}]";

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
                256,
                List.of(),
                null));
    assertThat(request.stream()).isFalse();
    assertThat(request.includeUsage()).isFalse();
  }

  @Test
  void everythingWeKnowIsReadAndTheRestIgnored() {
    ChatRequest request =
        parsed(
            "{"
                + SMALLEST
                + ",'stream':true,'stream_options':{'include_usage':true},'temperature':0.5,"
                + "'top_p':0.9,'max_tokens':9,'max_completion_tokens':16,'stop':['a','b'],'seed':7,"
                + "'user':'x','tools':[],'logit_bias':{},'n':1,"
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
          {'model':'m','messages':[{'role':'tool','content':'x'}]}                   | messages[0].role
          {'model':'m','messages':[{'role':'user','content':'x'}],'n':2}             | n
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

  private static ChatRequest parsed(String json) {
    try (var reader = Json.createReader(new StringReader(json.replace('\'', '"')))) {
      JsonObject object = reader.readObject();
      return ChatRequest.of(object);
    }
  }
}
