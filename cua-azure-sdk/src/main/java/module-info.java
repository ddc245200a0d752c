/** Attributes the Azure Resource Manager calls of the Azure SDK for Java. */
module dev.azurecua.sdk {
    requires transitive com.azure.core;
    requires static transitive com.azure.core.management;
    requires static transitive com.azure.resourcemanager.resources;
    requires transitive dev.azurecua;

    exports dev.azurecua.sdk;

    // Needed besides META-INF/services, because that file counts only on the class path.
    provides com.azure.core.http.policy.AfterRetryPolicyProvider with
            dev.azurecua.sdk.AttributionPolicyProvider;
}
