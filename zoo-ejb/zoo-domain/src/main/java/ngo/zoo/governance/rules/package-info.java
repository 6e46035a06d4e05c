/** Pure rules of governance: the tally and what values a parameter may take. */
@NullMarked
package ngo.zoo.governance.rules;

import org.jspecify.annotations.NullMarked;
