/** What OpenAI's clients speak: /v1/models and /v1/chat/completions. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.api.chat;
