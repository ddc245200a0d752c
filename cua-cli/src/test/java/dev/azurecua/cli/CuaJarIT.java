// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.Region;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttribution;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command line as users run it, as one jar in a separate process, and verifies both output streams. */
class CuaJarIT {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Path JAR =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/cua.jar");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @TempDir
    private Path folder;

    record Result(int exitCode, String out, String err) {}

    private Result cua(Map<String, String> variables, List<String> jvmOptions, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(CUA|AZURE|ARM|JAVA|JDK)_.*|(?i)https?_proxy"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private Result cua(String... args) throws IOException, InterruptedException {
        return cua(Map.of(), List.of(), args);
    }

    /** Runs {@code cua verify} with a service principal, because that credential needs no other process. */
    private Result verify(String... args) throws Exception {
        signIn("login.microsoftonline.com");
        signIn("login.microsoftonline.us");
        Path trustStore = folder.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("azure", azure.trustManager().getAcceptedIssuers()[0]);
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            store.store(out, "password".toCharArray());
        }
        List<String> command =
                new ArrayList<>(List.of("verify", "--subscription", FakeResourceManager.SUBSCRIPTION_ID));
        command.addAll(List.of(args));
        return cua(
                Map.of(
                        "HTTPS_PROXY",
                        "http://" + azure.proxyAddress().getAddress().getHostAddress() + ":"
                                + azure.proxyAddress().getPort(),
                        "AZURE_TENANT_ID",
                        "contoso",
                        "AZURE_CLIENT_ID",
                        "deployer",
                        "AZURE_CLIENT_SECRET",
                        "not-a-secret"),
                List.of(
                        "-Djava.net.useSystemProxies=true",
                        "-Djavax.net.ssl.trustStore=" + trustStore,
                        "-Djavax.net.ssl.trustStoreType=PKCS12",
                        "-Djavax.net.ssl.trustStorePassword=password"),
                command.toArray(String[]::new));
    }

    private static void signIn(String authority) {
        azure.wireMock()
                .stubFor(get(urlPathMatching("/common/discovery/instance"))
                        .withHost(equalTo(authority))
                        .willReturn(okJson("""
                                {"tenant_discovery_endpoint":
                                    "https://%1$s/contoso/v2.0/.well-known/openid-configuration",
                                 "metadata": [{"preferred_network": "%1$s", "preferred_cache": "%1$s",
                                     "aliases": ["%1$s"]}]}
                                """.formatted(authority))));
        azure.wireMock()
                .stubFor(any(urlPathMatching("/contoso/oauth2/v2.0/token"))
                        .withHost(equalTo(authority))
                        .willReturn(okJson("""
                                {"token_type": "Bearer", "expires_in": 3599, "access_token": "a-token"}""")));
    }

    private static void deploy() throws IOException {
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();
        resources.resourceGroups().define("contoso").withRegion(Region.US_EAST).create();
        resources
                .deployments()
                .define("main")
                .withExistingResourceGroup("contoso")
                .withTemplate(TemplateAttribution.of(ID).attribute("""
                        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                         "contentVersion": "1.0.0.0",
                         "resources": [{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01",
                             "name": "contosodata", "location": "eastus"}]}"""))
                .withParameters("{}")
                .withMode(DeploymentMode.INCREMENTAL)
                .create();
    }

    @Test
    void verifiesDeployment() throws Exception {
        deploy();

        Result result = verify("--resource-group", "contoso", ID.toString());

        assertThat(result).as(result.toString()).extracting(Result::exitCode).isEqualTo(0);
        assertThat(result.out().lines())
                .anyMatch(line -> line.endsWith("/deployments/" + ID))
                .anyMatch(line -> line.endsWith("/storageAccounts/contosodata"));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void verifiesDeploymentInAnotherCloudAndSignsInThere() throws Exception {
        deploy();

        Result result = verify("--cloud", "usgovernment", "-g", "contoso", ID.toString(), "--json");

        assertThat(result).as(result.toString()).extracting(Result::exitCode).isEqualTo(0);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("found").booleanValue()).isTrue();
        assertThat(json.at("/deployments/0").textValue()).endsWith("/deployments/" + ID);
        List<String> hosts = azure.wireMock().getAllServeEvents().stream()
                .map(event -> event.getRequest().getHost())
                .distinct()
                .toList();
        assertThat(hosts)
                .contains("login.microsoftonline.us", "management.usgovcloudapi.net")
                .doesNotContain("login.microsoftonline.com");
    }

    @Test
    void reportsMissingDeploymentAsResult() throws Exception {
        for (String[] args : new String[][] {{"-g", "absent", ID.toString()}, {ID.toString()}}) {
            Result result = verify(args);

            assertThat(result)
                    .as(result.toString())
                    .extracting(Result::exitCode)
                    .isEqualTo(1);
            assertThat(result.out()).startsWith("No deployment " + ID + " found in ");
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void printsErrorOfAzureOnOneLine() throws Exception {
        azure.wireMock()
                .stubFor(any(anyUrl())
                        .withHost(equalTo("management.azure.com"))
                        .willReturn(jsonResponse(
                                "{\"error\": {\"code\": \"AuthorizationFailed\", \"message\": \"Not you.\"}}", 403)));

        Result result = verify("-g", "contoso", ID.toString());

        assertThat(result).as(result.toString()).extracting(Result::exitCode).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "cua verify: Azure responded with an error: AuthorizationFailed, Not you.; if a permission is");
    }

    @Test
    void rejectsSubscriptionOfTheEnvironmentThatIsNotAGuid() throws Exception {
        Result result = cua(Map.of("AZURE_SUBSCRIPTION_ID", "Contoso"), List.of(), "verify", ID.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("cua verify: AZURE_SUBSCRIPTION_ID is 'Contoso', which is not the ID of a subscription: it"
                        + " is a name or another text");
    }

    @Test
    void printsFailedConnectionOnOneLine() throws Exception {
        Result result = cua(
                Map.of(
                        "HTTPS_PROXY",
                        "http://127.0.0.1:1",
                        "AZURE_TENANT_ID",
                        "contoso",
                        "AZURE_CLIENT_ID",
                        "deployer",
                        "AZURE_CLIENT_SECRET",
                        "not-a-secret"),
                List.of("-Djava.net.useSystemProxies=true"),
                "verify",
                "--subscription",
                FakeResourceManager.SUBSCRIPTION_ID,
                ID.toString());

        assertThat(result).as(result.toString()).extracting(Result::exitCode).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("cua verify: the connection failed (")
                .contains("Connection refused", "; check the network and the certificates.");
    }

    @Test
    void printsOnlyResultsOnStandardOutput() throws Exception {
        Result id = cua("id", "new");
        assertThat(TrackingId.of(id.out().strip())).hasToString(id.out().strip());
        assertThat(id.err()).isEmpty();

        Result bad = cua("id", "check", "contoso");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).isEmpty();
        assertThat(bad.err()).startsWith("'contoso' is not a tracking ID: ");

        assertThat(cua("--version").out()).matches("cua \\d+\\..*\\R");
    }

    @Test
    void printsTemplateInUtf8OnAnyTerminal() throws Exception {
        Path file = Files.writeString(folder.resolve("mainTemplate.json"), """
                {
                  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                  "resources": [] // déjà vu 你好
                }
                """);

        Result result = cua(
                Map.of("CUA_TRACKING_ID", ID.toString(), "LC_ALL", "C"),
                List.of("-Dfile.encoding=US-ASCII", "-Dstdout.encoding=US-ASCII"),
                "template",
                "attribute",
                file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(TemplateAttribution.of(ID).attribute(Files.readString(file)));
    }

    @Test
    void printsExportLinesForShell() throws Exception {
        Result fresh = cua("env", ID.toString());
        assertThat(fresh.out()).isEqualTo("""
                export ARM_PARTNER_ID='b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4'
                export AZURE_HTTP_USER_AGENT='pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4'
                export CUA_TRACKING_ID='pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4'
                """);
        assertThat(fresh.err()).isEmpty();

        Result present = cua(
                Map.of(
                        "AZURE_HTTP_USER_AGENT",
                        "it's $HOME",
                        "CUA_TRACKING_ID",
                        ID.toString(),
                        "ARM_PARTNER_ID",
                        ID.toString()),
                List.of(),
                "env",
                ID.toString());
        assertThat(present.out()).isEqualTo("export AZURE_HTTP_USER_AGENT='it'\\''s $HOME " + ID + "'\n");

        Result named = cua("env", "pid-contoso-myoffer-partnercenter");
        assertThat(named.out()).doesNotContain("ARM_PARTNER_ID");
        assertThat(named.err()).startsWith("WARN ").contains("ARM_PARTNER_ID is not set");
    }

    @Test
    void printsInDoctorWhichSettingWinsAndWhatIsSent() throws Exception {
        Result result = cua(
                Map.of("CUA_TRACKING_ID", "pid-contoso-myoffer-partnercenter", "ARM_PARTNER_ID", ID.toString()),
                List.of("-Dcua.tracking-id=" + ID),
                "doctor");

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("  system property cua\\.tracking-id +" + ID + "  <- wins"))
                .anyMatch(line ->
                        line.matches("  environment variable CUA_TRACKING_ID +pid-contoso-myoffer-partnercenter"))
                .contains("  Azure SDK for Java, in cua.jar: covered by the settings, without code")
                .anyMatch(line -> line.startsWith("  OkHttp, in cua.jar: covered if "))
                .last()
                .asString()
                .matches("  User-Agent: azsdk-java-com\\.azure\\.resourcemanager\\.resources/\\S+ \\([^)]*\\) " + ID);
    }

    @Test
    void usesLogSettingsOfCuaForAnotherClassPathInDoctor() throws Exception {
        Result result = cua(Map.of("CUA_TRACKING_ID", ID.toString()), List.of(), "doctor", "-cp", JAR.toString());

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("  Azure SDK for Java, in cua.jar: covered by the settings, without code");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void printsOptOutAndMalformedSettingsOnceInDoctor() throws Exception {
        Result optOut = cua(Map.of("CUA_OPT_OUT", "true", "CUA_TRACKING_ID", ID.toString()), List.of(), "doctor");
        assertThat(optOut.exitCode()).isEqualTo(1);
        assertThat(optOut.out())
                .containsPattern("environment variable CUA_OPT_OUT +true  <- wins")
                .containsOnlyOnce("the customer opted out by environment variable CUA_OPT_OUT")
                .doesNotContainPattern("User-Agent: .*pid-");
        assertThat(optOut.err()).isEmpty();

        Result malformed = cua(Map.of("CUA_TRACKING_ID", "4567890", "CUA_ENDPOINT", "x"), List.of(), "doctor");
        assertThat(malformed.exitCode()).isEqualTo(1);
        assertThat(malformed.out())
                .containsOnlyOnce(
                        "Result: no attribution: environment variable CUA_TRACKING_ID: '4567890' is not a tracking ID")
                .containsOnlyOnce("Unknown settings have no effect: environment variable CUA_ENDPOINT.");
        assertThat(malformed.err()).isEmpty();
    }

    @Test
    void printsOptOutOnceInOtherCommands() throws Exception {
        Path file = Files.writeString(folder.resolve("mainTemplate.json"), """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "resources": []}""");
        Map<String, String> optOut = Map.of("CUA_OPT_OUT", "true", "CUA_TRACKING_ID", ID.toString());

        for (String[] args : new String[][] {
            {"env", ID.toString()},
            {"template", "attribute", file.toString()},
            {"template", "attribute", file.toString(), "--id", ID.toString()},
        }) {
            assertThat(cua(optOut, List.of(), args).err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("cua " + args[0])
                    .contains("environment variable CUA_OPT_OUT");
        }
    }
}
