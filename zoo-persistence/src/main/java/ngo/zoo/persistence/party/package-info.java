/** Members, organisations and their API keys as they are stored. */
@NullMarked
package ngo.zoo.persistence.party;

import org.jspecify.annotations.NullMarked;
