/** Recipes that run, one a class. */
@NullMarked
package dev.azurecua.examples;

import org.jspecify.annotations.NullMarked;
