package ngo.zoo.routing.service;

import java.util.UUID;

/** A node that waits for its admission answers its probe. */
record NodeFound(UUID node) {}
