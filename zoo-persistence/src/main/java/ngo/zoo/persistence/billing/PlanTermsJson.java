package ngo.zoo.persistence.billing;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.math.BigInteger;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanTerms.PriceTier;
import ngo.zoo.billing.PlanTerms.VolumeTier;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/** A plan's terms as they are stored: amounts in base units as text. */
final class PlanTermsJson {
  private PlanTermsJson() {}

  static String write(PlanTerms terms) {
    JsonArrayBuilder prices = Json.createArrayBuilder();
    terms.prices().forEach(price -> prices.add(write(price)));
    JsonArrayBuilder tiers = Json.createArrayBuilder();
    terms
        .tiers()
        .forEach(
            tier ->
                tiers.add(
                    Json.createObjectBuilder()
                        .add("above", tier.above())
                        .add("discount_bp", tier.discountBp())));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("prices", prices)
            .add("tiers", tiers)
            .add("minimum", terms.minimum().units().toString())
            .add("free_queries", terms.freeQueries());
    if (terms.durableReceipts()) {
      json.add("durable_receipts", true);
    }
    if (!terms.strategy().isEmpty()) {
      json.add("strategy", terms.strategy());
    }
    if (terms.questionsPerHour() > 0) {
      json.add("questions_per_hour", terms.questionsPerHour());
    }
    return json.build().toString();
  }

  private static JsonObjectBuilder write(ModelPrice price) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("model", price.model());
    put(json, "per_query", price.perQuery());
    put(json, "per_million_input", price.perMillionInput());
    put(json, "per_million_output", price.perMillionOutput());
    JsonArrayBuilder tiers = Json.createArrayBuilder();
    price
        .tiers()
        .forEach(
            tier ->
                tiers.add(
                    Json.createObjectBuilder()
                        .add("above", tier.above())
                        .add("per_query", tier.perQuery().units().toString())));
    return json.add("tiers", tiers);
  }

  private static void put(JsonObjectBuilder json, String name, @Nullable Amount amount) {
    if (amount != null) {
      json.add(name, amount.units().toString());
    }
  }

  static PlanTerms read(String text) {
    JsonObject json = Json.createReader(new StringReader(text)).readObject();
    return new PlanTerms(
        json.getJsonArray("prices").getValuesAs(PlanTermsJson::price),
        json.getJsonArray("tiers").getValuesAs(PlanTermsJson::tier),
        amount(json.getString("minimum")),
        json.getJsonNumber("free_queries").longValueExact(),
        json.getBoolean("durable_receipts", false),
        json.getString("strategy", ""),
        json.getInt("questions_per_hour", 0));
  }

  private static ModelPrice price(JsonObject json) {
    return new ModelPrice(
        json.getString("model"),
        optional(json, "per_query"),
        optional(json, "per_million_input"),
        optional(json, "per_million_output"),
        json.getJsonArray("tiers")
            .getValuesAs(
                (JsonObject tier) ->
                    new PriceTier(
                        tier.getJsonNumber("above").longValueExact(),
                        amount(tier.getString("per_query")))));
  }

  private static VolumeTier tier(JsonObject json) {
    return new VolumeTier(json.getJsonNumber("above").longValueExact(), json.getInt("discount_bp"));
  }

  private static @Nullable Amount optional(JsonObject json, String name) {
    return json.containsKey(name) ? amount(json.getString(name)) : null;
  }

  private static Amount amount(String units) {
    return Amount.keeper(new BigInteger(units));
  }
}
