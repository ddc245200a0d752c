/**
 * Attributes the Azure Resource Manager calls of the Azure SDK for Java. There are four ways to install it, which may
 * be combined:
 *
 * <ul>
 *   <li>no code: {@link dev.azurecua.sdk.AttributionPolicyProvider},
 *   <li>a factory that creates attributed clients: {@link dev.azurecua.sdk.ArmClientFactory},
 *   <li>your own builder or pipeline: {@link dev.azurecua.sdk.AzureAttribution},
 *   <li>the policy itself: {@link dev.azurecua.sdk.AttributionPolicy}.
 * </ul>
 */
@NullMarked
package dev.azurecua.sdk;

import org.jspecify.annotations.NullMarked;
