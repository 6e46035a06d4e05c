/** The services of routing. */
@NullMarked
package ngo.zoo.routing.service;

import org.jspecify.annotations.NullMarked;
