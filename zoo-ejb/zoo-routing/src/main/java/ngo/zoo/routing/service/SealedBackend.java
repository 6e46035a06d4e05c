package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import ngo.zoo.routing.rules.verification.BackendPair;

/** Reads a node's word for its engine, device and precision out of what it signed. */
final class SealedBackend {

  private SealedBackend() {}

  /**
   * The pair a check is about.
   *
   * @param answer what the answering node signed
   * @param report what the verifier signed
   */
  static BackendPair pair(String answer, String report) {
    return new BackendPair(of(answer), of(report));
  }

  /** Empty when the seal states none. */
  private static String of(String seal) {
    if (seal.isEmpty()) {
      return "";
    }
    try (JsonReader reader = Json.createReader(new StringReader(seal))) {
      return reader.readObject().get("backend") instanceof JsonString word ? word.getString() : "";
    } catch (JsonException unreadable) {
      return "";
    }
  }
}
