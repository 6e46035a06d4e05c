/** The services of donations. */
@NullMarked
package ngo.zoo.donations.service;

import org.jspecify.annotations.NullMarked;
