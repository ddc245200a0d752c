/** Azure customer usage attribution for the Azure SDK for Java. */
module dev.azurecua.sdk {
    requires transitive com.azure.core;
    requires static transitive com.azure.core.management;
    requires static transitive com.azure.resourcemanager.resources;
    requires transitive dev.azurecua;

    exports dev.azurecua.sdk;

    // Beside META-INF/services, which is for the class path: azure-core finds it on the module path only so.
    provides com.azure.core.http.policy.AfterRetryPolicyProvider with
            dev.azurecua.sdk.AttributionPolicyProvider;
}
