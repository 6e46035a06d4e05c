/** The services of governance. */
@NullMarked
package ngo.zoo.governance.service;

import org.jspecify.annotations.NullMarked;
