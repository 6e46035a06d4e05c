/** The local stack: starts, watches and stops everything Zoo needs on one machine. */
@NullMarked
package ngo.zoo.dev;

import org.jspecify.annotations.NullMarked;
