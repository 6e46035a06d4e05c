/** Reward epochs, leader boards, reputation and contributions over the API. */
@NullMarked
package ngo.zoo.web.api.rewards;

import org.jspecify.annotations.NullMarked;
