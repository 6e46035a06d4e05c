/** Chat completions: what is asked, how the model is prompted, what is answered and sealed. */
@NullMarked
package ngo.zoo.gpu.node.chat;

import org.jspecify.annotations.NullMarked;
