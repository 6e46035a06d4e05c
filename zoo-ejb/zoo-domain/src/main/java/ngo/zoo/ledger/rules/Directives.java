package ngo.zoo.ledger.rules;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What speaks to the model or the reader instead of about the task. Two looks at a folded text:
 * word by word for what needs its neighbours to be suspicious, and letters only, where spacing,
 * hyphens and punctuation inside of words hide nothing, for what is suspicious by itself.
 */
final class Directives {
  private static final String DROP =
      "(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|overrule|bypass|skip|violate|circumvent)";
  private static final String BEFORE =
      "(?:previous|prior|preceding|earlier|above|foregoing|former|existing|original|initial|given|system|safety|other)";
  private static final String EVERY = "(?:all|any|each|every|your|my|its)";
  private static final String SMALL = "(?:the|these|those|this|that|of|our|and|everyone)";
  private static final String ORDERS =
      "(?:instruction|prompt|direction|directive|guideline|command|order|rule|restriction|polic(?:y|ies)"
          + "|guardrail|safeguard|constraint|training|context|message|text|conversation)";
  private static final String SECRET_TEXT =
      "(?:(?:system|hidden|secret|initial|original|developer|internal|your|full|entire)+"
          + "(?:prompts?|instructions?|messages?|rules|guidelines))";
  private static final String TELL =
      "(?:reveal|show|print|repeat|output|leak|display|tell|disclose|expose|give|share|return|echo|write|dump|quote|recite|summari[sz]e)";

  private static final List<Pattern> COMPACT =
      List.of(
          Pattern.compile(
              DROP + SMALL + "*(?:" + BEFORE + "|" + EVERY + ")(?:" + BEFORE + "|" + EVERY + "|"
                  + SMALL + ")*" + ORDERS + "s?"),
          Pattern.compile(DROP + SMALL + "*(?:instruction|prompt|guardrail)s?"),
          Pattern.compile(
              DROP
                  + "(?:everything|all|anything|whatever)(?:that)?(?:is|was|came|stands|written|said|you|above|before|prior)+"),
          Pattern.compile(
              "(?:everything|instructions?|text)(?:above|before|prior)(?:this)?(?:isfalse|iswrong|isvoid|isatest|wasatest)"),
          Pattern.compile(TELL + "(?:me|us|them|out|back|the|all|of)*" + SECRET_TEXT),
          Pattern.compile("(?:from)?nowonyou(?:are|will|must|shall|only)"),
          Pattern.compile("youareno(?:w|longer)|youarenowa"),
          Pattern.compile("doanythingnow|jailbreak|promptinjection"),
          Pattern.compile("new(?:system)?(?:instructions?|prompt)(?:are|is|follow)"),
          Pattern.compile(
              "(?:donot|dont|never|without)(?:tell|telling|inform|informing|alert|alerting|notify|notifying|reveal|revealing)(?:ing)?(?:this|that|it|anything)?(?:to)?(?:the|any|a|your)?(?:user|human|reader|reviewer|voter|moderator|operator|anyone|anybody)"),
          Pattern.compile(
              "(?:hide|conceal|keep)(?:this|it|that)(?:secret|hidden)?from(?:the|any|your)*(?:user|human|reader|reviewer|voter|moderator|operator|anyone|anybody|staff)"));

  /** The same in other languages; folded like the text. */
  private static final List<String> ELSEWHERE =
      Stream.of(
              "ignoriere alle vorherigen",
              "ignoriere die vorherigen",
              "ignoriere alle anweisungen",
              "vergiss alle anweisungen",
              "missachte alle",
              "du bist jetzt",
              "ab jetzt bist du",
              "ignorez les instructions",
              "ignore les instructions",
              "ignorez toutes",
              "oublie les instructions",
              "oubliez toutes",
              "tu es maintenant",
              "vous etes maintenant",
              "ignora las instrucciones",
              "ignora todas las",
              "olvida las instrucciones",
              "olvida todas las",
              "ahora eres",
              "ignore as instrucoes",
              "ignore todas as",
              "esqueca as instrucoes",
              "ignora le istruzioni",
              "ignora tutte le",
              "dimentica le istruzioni",
              "negeer alle",
              "negeer de vorige",
              "vergeet alle instructies",
              "zignoruj wszystkie",
              "zignoruj poprzednie",
              "игнорируй предыдущие",
              "игнорируй все",
              "игнорируйте все",
              "забудь все инструкции",
              "забудь предыдущие",
              "ігноруй попередні",
              "忽略之前的",
              "忽略以上",
              "忽略所有",
              "无视之前的",
              "忘记之前的",
              "以前の指示を無視",
              "指示を無視",
              "これまでの指示",
              "이전 지시를 무시",
              "모든 지시를 무시",
              "تجاهل جميع التعليمات",
              "تجاهل التعليمات",
              "सभी निर्देशों को अनदेखा")
          .map(Folded::letters)
          .toList();

  private static final String CLAUSE = "(?:^|[,.;:!?\\n\"(–—-]\\s*(?:and |then |please |now )*)";
  private static final List<Pattern> PLAIN =
      List.of(
          Pattern.compile(
              CLAUSE
                  + "(?:act|behave|respond|answer|speak|operate) (?:as|like) (?:if you|a |an |the |my |your |though|[a-z])[a-z ]*"),
          Pattern.compile("\\byou (?:must|should|will|shall|can|may)(?: now| always)? act as\\b"),
          Pattern.compile(CLAUSE + "(?:pretend|imagine) (?:to be|you|that you)\\b"),
          Pattern.compile("\\brole[ -]?play(?:ing)? as\\b"));

  private static final List<Pattern> WORDS =
      List.of(
          Pattern.compile(
              "\\bdisregard (?:all|any|every|everything|the (?:above|rest|rules|user|question|sign|task)|what (?:you|the user|was|is)|your)\\b.{0,20}"),
          Pattern.compile(
              "\\bignore (?:everything|what (?:you|the user|was said|came before)|the (?:user|question|task|above|system|library|other experiences?)|all (?:other )?experiences?|other experiences?)\\b"),
          Pattern.compile(
              "\\b(?:you are|you re|youre) (?:now|no longer|an? (?:ai|llm|assistant|language model|chatbot|helpful|unrestricted|evil)|dan|chatgpt|claude|gpt)\\b"),
          Pattern.compile("\\bas an? (?:ai|large language|language) (?:model|assistant)\\b"),
          Pattern.compile(
              "\\b(?:the|your|this|my|its|a) (?:system|hidden|developer|secret) prompts?\\b|\\bsystem prompts?\\b"),
          Pattern.compile(
              "\\b(?:do not|don t|dont|never|without) (?:mention|tell|telling|reveal|disclose|say|explain|admit)(?:ing)? (?:about )?(?:this|these|that you|your (?:rules|instructions|source|prompt)|the (?:rules|instructions|prompt|experience|library))\\b"),
          Pattern.compile(
              "\\b(?:do not|don t|dont|never) tell (?:them|people|the (?:users?|customers?|public|staff|members?|others?)|others|anyone|anybody|users|customers)\\b"),
          Pattern.compile(
              "\\b(?:vote (?:for|yes on|yes to) (?:this|me|my|it)|(?:approve|adopt|accept|release|upvote) (?:this|my) (?:experience|proposal|submission|text|entry)|(?:reviewers?|voters?|moderators?|members?) (?:must|should|have to|shall) (?:approve|accept|adopt|release|vote))\\b"),
          Pattern.compile(
              "\\bregardless of (?:the |any |your |all )?(?:prompts?|instructions?|system|user|question|library|experiences?)\\b"),
          Pattern.compile(
              "\\b(?:visit|open|fetch|download|curl|wget|browse|load|follow|click|navigate to|go to|retrieve) (?:on )?(?:the |this |that |a |an |following |our |my )*(?:url|link|website|web site|webpage|web page|web address|hyperlink)s?\\b"),
          Pattern.compile(
              "\\b(?:run|execute) (?:the |this |that |following |these )*(?:shell |terminal |bash )?(?:command|script|payload)s? (?:below|above|here|rm|curl|wget|sudo)\\b|\\brm rf\\b|\\bcurl [a-z]+ \\b"),
          Pattern.compile(
              "\\b(?:send|forward|upload|post|transmit|exfiltrate|e ?mail|leak) (?:me |us |them )?(?:all |the |this |their |your |every |entire |full |user s |whole )*(?:conversation|chat|chat history|history|messages|context|user data|personal data|files) to\\b|\\bexfiltrat\\w+"));

  private static final String SECRET =
      "(?:passwords?|pass ?phrase|seed ?phrase|recovery phrase|private keys?|secret keys?|api keys?|access tokens?|auth tokens?|session cookies?|credit ?card(?: numbers?| details)?|card numbers?|cvv|pin codes?|credentials|one time (?:code|password)s?|2fa codes?|social security numbers?|mnemonic)";
  private static final List<Pattern> CREDENTIALS =
      List.of(
          Pattern.compile(
              "\\b(?:send|enter|give|provide|share|type|submit|tell|post|paste|forward|e ?mail|reveal|leak|upload|disclose|confirm|hand over|transfer|print|output|show)(?: [a-z0-9]+){0,3} (?:your|my|his|her|their|the user s|users|user s|customer s|the customer s|everyone s)(?: [a-z0-9]+){0,2} "
                  + SECRET
                  + "\\b"),
          Pattern.compile(
              "\\b(?:ask|prompt|request|demand|require)(?: [a-z0-9]+){0,4} (?:for|to (?:give|send|enter|type|share|tell|provide|reveal))(?: [a-z0-9]+){0,3} "
                  + SECRET
                  + "\\b(?! (?:reset|policy|hash|manager|strength|length|rotation))"),
          Pattern.compile(
              "\\b(?:send|forward|post|upload|leak|e ?mail|exfiltrate|reveal|disclose|harvest|steal|collect|transmit)(?: [a-z0-9]+){0,2} "
                  + SECRET
                  + "\\b(?! (?:reset|policy|hash|manager|strength|length|field|form|rotation|change|expiry|in the (?:body|header)))"));

  private Directives() {}

  /** A match and the look at the text that it is a match of. */
  record Found(Folded in, int from, int to) {
    String written() {
      return in.written(from, to);
    }
  }

  static List<Found> instructions(Folded text) {
    Folded unleeted = text.unleeted();
    return Stream.of(
            found(text, PLAIN),
            Stream.of(text, unleeted).flatMap(look -> found(look.words(), WORDS)),
            Stream.of(text, unleeted).flatMap(look -> found(look.compact(), COMPACT)),
            elsewhere(text.compact()))
        .flatMap(all -> all)
        .toList();
  }

  static List<Found> credentials(Folded text) {
    return Stream.of(text, text.unleeted())
        .flatMap(look -> found(look.words(), CREDENTIALS))
        .toList();
  }

  private static Stream<Found> found(Folded look, List<Pattern> patterns) {
    List<MatchResult> matches = Patterns.in(look.text(), patterns);
    return matches.stream().map(match -> new Found(look, match.start(), match.end()));
  }

  private static Stream<Found> elsewhere(Folded compact) {
    String text = compact.text();
    Predicate<String> there = text::contains;
    return ELSEWHERE.stream()
        .filter(there)
        .map(
            phrase ->
                new Found(compact, text.indexOf(phrase), text.indexOf(phrase) + phrase.length()));
  }
}
