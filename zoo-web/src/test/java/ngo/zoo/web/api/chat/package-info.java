/** Tests of the OpenAI interface. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.api.chat;
