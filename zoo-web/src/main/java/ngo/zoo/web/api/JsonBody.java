package ngo.zoo.web.api;

import jakarta.json.JsonObject;

/** A body kept as JSON: for requests of a shape that others define and extend. */
public record JsonBody(JsonObject json) {}
