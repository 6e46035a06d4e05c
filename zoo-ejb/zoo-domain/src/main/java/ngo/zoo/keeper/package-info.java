/**
 * The keeper's world: signs, rules on four digits, and the phrases that zoo-keeper-tiny reads and
 * writes.
 */
@NullMarked
package ngo.zoo.keeper;

import org.jspecify.annotations.NullMarked;
