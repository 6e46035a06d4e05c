package ngo.zoo.gpu.ra.protocol;

import ngo.zoo.gpu.GenerationRequest;

/** How many tokens a text may be, where no tokenizer is at hand: one for every four bytes. */
final class Tokens {
  private static final int BYTES = 4;

  private Tokens() {}

  /** A prompt's tokens at the very least: no tokenizer needs fewer than two thirds of the guess. */
  static int atLeast(GenerationRequest request) {
    long guess = 0;
    for (GenerationRequest.Message message : request.messages()) {
      guess += of(message.content());
    }
    return (int) Math.min(guess * 2 / 3, Integer.MAX_VALUE);
  }

  /** At least 1 for a text that is not empty. */
  static int of(CharSequence text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return (int) Math.min((bytes + BYTES - 1) / BYTES, Integer.MAX_VALUE);
  }
}
