// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import dev.azurecua.ToolEnvironment;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies what tools send that a Java program starts with an environment of {@link ToolEnvironment}. */
class StartedToolsTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String MARKETPLACE_GUID = "pid-399fb80b-c914-4257-b61e-91ab73733888-partnercenter";
    private static final String MARKETPLACE_NAME = "pid-contoso-myoffer-partnercenter";
    private static final String TERRAFORM = "pid-" + StartedTool.TERRAFORM;

    private static final String AZURE = "https://management.azure.com";
    private static final String PRIVATE_CLOUD = "https://management.contoso.example";

    private static final String CLI_PRODUCT =
            "AZURECLI/2.67.0 azsdk-python-core/1.31.0 Python/3.12.7 (Linux-6.8.0-x86_64)";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create("management.contoso.example");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void storeCertificate() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("azure", azure.trustManager().getAcceptedIssuers()[0]);
        try (OutputStream out = Files.newOutputStream(trustStore())) {
            store.store(out, "password".toCharArray());
        }
    }

    private static Path trustStore() {
        return folder.resolve("trust.p12");
    }

    private static List<RecordedCall> start(
            StartedTool tool, String resourceManager, Map<String, String> variables, Attribution attribution)
            throws IOException, InterruptedException {
        InetSocketAddress proxy = azure.proxyAddress();
        ChildJvm.runOnClassPath(
                environment -> {
                    environment.putAll(variables);
                    ToolEnvironment.attribute(environment, attribution);
                },
                List.of(
                        // Needed because otherwise the SDK's default client ignores the next two properties.
                        "-Djava.net.useSystemProxies=true",
                        "-Dhttps.proxyHost=" + proxy.getAddress().getHostAddress(),
                        "-Dhttps.proxyPort=" + proxy.getPort(),
                        "-Djavax.net.ssl.trustStore=" + trustStore(),
                        "-Djavax.net.ssl.trustStoreType=PKCS12",
                        "-Djavax.net.ssl.trustStorePassword=password"),
                StartedTool.class,
                tool.name(),
                resourceManager);
        assertThat(azure.calls()).isNotEmpty().allMatch(RecordedCall::isToResourceManager);
        return azure.calls();
    }

    private static List<RecordedCall> start(StartedTool tool, Map<String, String> variables, String id)
            throws IOException, InterruptedException {
        return start(tool, AZURE, variables, Attribution.of(id));
    }

    @Test
    void azureCliSendsIdAfterTheExistingValue() throws Exception {
        assertThat(start(StartedTool.AZURE_CLI, Map.of("AZURE_HTTP_USER_AGENT", "cloud-shell/1.0"), ID))
                .extracting(RecordedCall::userAgent)
                .containsExactly(CLI_PRODUCT + " cloud-shell/1.0 " + ID);
        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void azureCliSendsOnlyTheIdOfAnotherPartner() throws Exception {
        assertThat(start(StartedTool.AZURE_CLI, Map.of("AZURE_HTTP_USER_AGENT", MARKETPLACE_NAME), ID))
                .extracting(RecordedCall::userAgent)
                .containsExactly(CLI_PRODUCT + " " + MARKETPLACE_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, MARKETPLACE_GUID})
    void terraformSendsIdTwiceAndNoOtherId(String id) throws Exception {
        assertThat(start(StartedTool.TERRAFORM_AZURERM, Map.of(), id))
                .extracting(RecordedCall::trackingIds)
                .containsExactly(List.of(id, id));
    }

    /** Expects the name in the User-Agent only, because azurerm does not start with it as partner ID. */
    @Test
    void terraformSendsMarketplaceNameBeforeItsOwnId() throws Exception {
        assertThat(start(StartedTool.TERRAFORM_AZURERM, Map.of(), MARKETPLACE_NAME))
                .extracting(RecordedCall::trackingIds)
                .containsExactly(List.of(MARKETPLACE_NAME, TERRAFORM));
    }

    /** Does what the WARN of {@link ToolEnvironment} recommends. */
    @Test
    void terraformSendsOnlyMarketplaceNameIfItsOwnIdIsDisabled() throws Exception {
        start(StartedTool.TERRAFORM_AZURERM, Map.of("ARM_DISABLE_TERRAFORM_PARTNER_ID", "true"), MARKETPLACE_NAME);

        azure.assertThatCalls().all().carry(MARKETPLACE_NAME);
    }

    @Test
    void javaProgramWithTheLibrarySendsId() throws Exception {
        assertThat(start(StartedTool.AZURE_SDK_FOR_JAVA, Map.of(), ID)).allMatch(RecordedCall::fromAzureSdk);

        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void javaProgramSendsIdToEndpointsOfItsEnvironment() throws Exception {
        Attribution attribution = Attribution.of(MARKETPLACE_NAME)
                .withEndpoint(URI.create("https://management.other.example"))
                .withEndpoint(URI.create(PRIVATE_CLOUD));

        assertThat(start(StartedTool.AZURE_SDK_FOR_JAVA, PRIVATE_CLOUD, Map.of(), attribution))
                .allMatch(call -> call.uri().toString().startsWith(PRIVATE_CLOUD));
        azure.assertThatCalls().all().carry(MARKETPLACE_NAME);
    }

    @Test
    void inactiveAttributionDoesNotChangeWhatToolsSend() throws Exception {
        start(StartedTool.AZURE_CLI, AZURE, Map.of(), Attribution.none());
        start(StartedTool.AZURE_SDK_FOR_JAVA, AZURE, Map.of(), Attribution.none());
        azure.assertThatCalls().all().carryNothing();
        azure.reset();

        start(StartedTool.TERRAFORM_AZURERM, AZURE, Map.of(), Attribution.none());
        azure.assertThatCalls().all().carry(TERRAFORM);
    }

    @Test
    void optOutOfTheCustomerAppliesToStartedTools() throws Exception {
        Map<String, String> optOut = Map.of("CUA_OPT_OUT", "true");
        start(StartedTool.AZURE_CLI, optOut, ID);
        start(StartedTool.AZURE_SDK_FOR_JAVA, optOut, ID);

        azure.assertThatCalls().all().carryNothing();
    }
}
