package ngo.zoo.gpu;

/**
 * An answer to be checked by another node.
 *
 * @param request as it was answered, with its seed
 * @param answer the text
 * @param claim what the node claimed of its tokens, as it came; empty when nothing is known
 * @param tokens the answer has, as its node sealed
 */
public record VerificationRequest(
    GenerationRequest request, String answer, String claim, int tokens) {}
