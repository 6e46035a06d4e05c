package ngo.zoo.bench.gateway;

import java.util.List;
import java.util.Map;

/**
 * What is measured.
 *
 * @param url of its chat completions
 * @param headers sent with each question
 * @param more members of the question's JSON, each with a comma before it
 * @param processes whose time counts as its own
 * @param books processes whose time is shown beside: the database
 */
record Contender(
    String name,
    String url,
    Map<String, String> headers,
    String more,
    List<Long> processes,
    List<Long> books) {
  String question(boolean stream, boolean paced) {
    return """
    {"model":"mock-7b","stream":%s,"max_tokens":64,"messages":[\
    {"role":"system","content":"Answer in a few words."},\
    {"role":"user","content":"Which animal is on the %ssign at the gate?"}]%s}\
    """
        .formatted(stream, paced ? "paced " : "", more);
  }
}
