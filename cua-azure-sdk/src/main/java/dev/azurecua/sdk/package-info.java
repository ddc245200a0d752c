/**
 * Azure customer usage attribution for the Azure SDK for Java. Four ways in, which may be combined: no code at all
 * ({@link dev.azurecua.sdk.AttributionPolicyProvider}), a factory that makes attributed clients
 * ({@link dev.azurecua.sdk.ArmClientFactory}), one's own builder or pipeline
 * ({@link dev.azurecua.sdk.AzureAttribution}), or the {@linkplain dev.azurecua.sdk.AttributionPolicy policy} itself.
 */
@NullMarked
package dev.azurecua.sdk;

import org.jspecify.annotations.NullMarked;
