/** Customer usage attribution for OkHttp and for what is built upon it. */
@NullMarked
package dev.azurecua.okhttp;

import org.jspecify.annotations.NullMarked;
