/** The services of ledger. */
@NullMarked
package ngo.zoo.ledger.service;

import org.jspecify.annotations.NullMarked;
