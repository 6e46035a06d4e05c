/** The command that trains zoo-keeper-tiny; never part of a build or a test. */
@NullMarked
package ngo.zoo.gpu.trainer;

import org.jspecify.annotations.NullMarked;
