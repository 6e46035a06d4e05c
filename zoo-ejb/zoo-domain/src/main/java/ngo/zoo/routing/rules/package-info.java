/** Pure rules of routing: which questions are taken, which node answers, what a receipt states. */
@NullMarked
package ngo.zoo.routing.rules;

import org.jspecify.annotations.NullMarked;
