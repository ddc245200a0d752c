/** Contains runnable recipes, one per class. */
@NullMarked
package dev.azurecua.examples;

import org.jspecify.annotations.NullMarked;
