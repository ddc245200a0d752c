/** Attributes the Azure Resource Manager calls of OkHttp and of libraries that are built on it. */
@NullMarked
package dev.azurecua.okhttp;

import org.jspecify.annotations.NullMarked;
