/** How a person is told from another without knowing who it is. */
@NullMarked
package ngo.zoo.personhood.rules;

import org.jspecify.annotations.NullMarked;
