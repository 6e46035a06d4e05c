package ngo.zoo.routing.service;

import java.util.UUID;

/** A node's owner has set what it asks; the selection learns of it after commit. */
record NodePriced(UUID node) {}
