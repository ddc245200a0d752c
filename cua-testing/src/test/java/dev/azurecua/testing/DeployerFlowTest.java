// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.management.Region;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.appcontainers.ContainerAppsApiManager;
import com.azure.resourcemanager.appcontainers.models.Configuration;
import com.azure.resourcemanager.appcontainers.models.Container;
import com.azure.resourcemanager.appcontainers.models.ContainerApp;
import com.azure.resourcemanager.appcontainers.models.ManagedEnvironment;
import com.azure.resourcemanager.appcontainers.models.Template;
import com.azure.resourcemanager.compute.models.KnownLinuxVirtualMachineImage;
import com.azure.resourcemanager.compute.models.VirtualMachine;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.ContainerServiceVMSizeTypes;
import com.azure.resourcemanager.containerservice.models.KubernetesCluster;
import com.azure.resourcemanager.keyvault.models.Vault;
import com.azure.resourcemanager.network.models.Network;
import com.azure.resourcemanager.network.models.NetworkInterface;
import com.azure.resourcemanager.network.models.NetworkSecurityGroup;
import com.azure.resourcemanager.network.models.PublicIpAddress;
import com.azure.resourcemanager.resources.models.Deployment;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.GenericResource;
import com.azure.resourcemanager.sql.models.SqlDatabase;
import com.azure.resourcemanager.sql.models.SqlServer;
import com.azure.resourcemanager.storage.models.StorageAccount;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deploys and deletes the resources of an ISV with the real SDK, without a stub. */
class DeployerFlowTest {
    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private static final String GROUP = "contoso";
    private static final String PUBLIC_KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 contoso";

    enum Transport {
        NETTY {
            @Override
            HttpClient client() {
                return azure.httpClient();
            }
        },
        OK_HTTP {
            @Override
            HttpClient client() {
                return new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                                .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                                .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                                .build())
                        .build();
            }
        },
        JDK {
            @Override
            HttpClient client() {
                return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                                .proxy(ProxySelector.of(azure.proxyAddress()))
                                .sslContext(azure.sslContext()))
                        .build();
            }
        };

        abstract HttpClient client();
    }

    @ParameterizedTest
    @EnumSource
    void sdkDeploysAndDeletesResourcesOverEachTransport(Transport transport) throws IOException {
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(transport.client())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();
        ContainerAppsApiManager containerApps = ContainerAppsApiManager.configure()
                .withHttpClient(transport.client())
                .authenticate(azure.credential(), azure.profile());

        resources.resourceGroups().define(GROUP).withRegion(Region.US_EAST).create();
        VirtualMachine machine = machine(resources);
        assertThat(machine.provisioningState()).isEqualTo("Succeeded");
        assertThat(machine.getPrimaryPublicIPAddress().name()).isEqualTo("contoso-ip");

        StorageAccount storage = resources
                .storageAccounts()
                .define("contosodata")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .create();
        KubernetesCluster cluster = cluster(resources);
        ContainerApp app = containerApp(containerApps);
        SqlDatabase database = database(resources);
        Vault vault = resources
                .vaults()
                .define("contoso-vault")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withEmptyAccessPolicy()
                .create();
        Deployment deployment = deployment(resources);

        assertThat(deployment.provisioningState()).isEqualTo("Succeeded");
        assertThat(deployment.deploymentOperations().list())
                .extracting(operation -> operation.targetResource() == null
                        ? ""
                        : operation.targetResource().resourceName())
                .containsExactly("contoso-templated", "");
        assertThat(resources.genericResources().listByResourceGroup(GROUP))
                .extracting(GenericResource::id)
                .contains(machine.id(), storage.id(), cluster.id(), app.id(), vault.id(), database.parentId())
                .hasSize(12);

        resources.resourceGroups().deleteByName(GROUP);
        assertThat(resources.resourceGroups().contain(GROUP)).isFalse();
        assertThat(resources.virtualMachines().list()).isEmpty();
        assertThat(azure.calls()).allMatch(RecordedCall::fromAzureSdk);
        assertThat(azure.calls())
                .filteredOn(call -> call.status() >= 300 && call.status() != 404)
                .isEmpty();
    }

    private static VirtualMachine machine(AzureResourceManager resources) {
        NetworkSecurityGroup firewall = resources
                .networkSecurityGroups()
                .define("contoso-nsg")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .defineRule("ssh")
                .allowInbound()
                .fromAnyAddress()
                .fromAnyPort()
                .toAnyAddress()
                .toPort(22)
                .withAnyProtocol()
                .withPriority(100)
                .attach()
                .create();
        Network network = resources
                .networks()
                .define("contoso-net")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withAddressSpace("10.0.0.0/16")
                .defineSubnet("front")
                .withAddressPrefix("10.0.0.0/24")
                .withExistingNetworkSecurityGroup(firewall)
                .attach()
                .withSubnet("back", "10.0.1.0/24")
                .create();
        PublicIpAddress address = resources
                .publicIpAddresses()
                .define("contoso-ip")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withStaticIP()
                .create();
        NetworkInterface card = resources
                .networkInterfaces()
                .define("contoso-nic")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withExistingPrimaryNetwork(network)
                .withSubnet("front")
                .withPrimaryPrivateIPAddressDynamic()
                .withExistingPrimaryPublicIPAddress(address)
                .create();
        return resources
                .virtualMachines()
                .define("contoso-vm")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withExistingPrimaryNetworkInterface(card)
                .withPopularLinuxImage(KnownLinuxVirtualMachineImage.UBUNTU_SERVER_20_04_LTS_GEN2)
                .withRootUsername("contoso")
                .withSsh(PUBLIC_KEY)
                .create();
    }

    private static KubernetesCluster cluster(AzureResourceManager resources) {
        return resources
                .kubernetesClusters()
                .define("contoso-aks")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withDefaultVersion()
                .withSystemAssignedManagedServiceIdentity()
                .defineAgentPool("pool")
                .withVirtualMachineSize(ContainerServiceVMSizeTypes.STANDARD_D2_V2)
                .withAgentPoolVirtualMachineCount(1)
                .withAgentPoolMode(AgentPoolMode.SYSTEM)
                .attach()
                .withDnsPrefix("contoso")
                .create();
    }

    private static ContainerApp containerApp(ContainerAppsApiManager containerApps) {
        ManagedEnvironment environment = containerApps
                .managedEnvironments()
                .define("contoso-env")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .create();
        return containerApps
                .containerApps()
                .define("contoso-app")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withManagedEnvironmentId(environment.id())
                .withConfiguration(new Configuration())
                .withTemplate(new Template()
                        .withContainers(List.of(new Container().withName("web").withImage("contoso/web:1"))))
                .create();
    }

    private static SqlDatabase database(AzureResourceManager resources) {
        SqlServer server = resources
                .sqlServers()
                .define("contoso-sql")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withAdministratorLogin("contoso")
                .withAdministratorPassword("Not-a-secret-1")
                .create();
        return server.databases().define("orders").create();
    }

    private static Deployment deployment(AzureResourceManager resources) throws IOException {
        return resources
                .deployments()
                .define("contoso-deployment")
                .withExistingResourceGroup(GROUP)
                .withTemplate("""
                        {
                          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                          "contentVersion": "1.0.0.0",
                          "parameters": {"prefix": {"type": "string"}},
                          "resources": [{
                            "type": "Microsoft.Network/virtualNetworks",
                            "apiVersion": "2024-05-01",
                            "name": "[concat(parameters('prefix'), '-templated')]",
                            "location": "[resourceGroup().location]",
                            "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}
                          }]
                        }""")
                .withParameters("{\"prefix\": {\"value\": \"contoso\"}}")
                .withMode(DeploymentMode.INCREMENTAL)
                .create();
    }
}
