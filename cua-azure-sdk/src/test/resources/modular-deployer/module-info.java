module deployer {
    requires com.azure.resourcemanager.resources;
}
