// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private static final String GUID = "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String PID = "pid-" + GUID;
    private static final String OTHER = "pid-11111111-2222-3333-4444-555555555555";
    private static final String ARM = "management.azure.com";
    private static final String STORAGE = "contoso.blob.core.windows.net";
    private static final String SDK = "azsdk-java-com.azure.resourcemanager.compute/2.55.1 (17.0.15; Linux; 6.1)";

    private final Attribution attribution = Attribution.of(PID);

    @Nested
    class RequestToCoveredHost {
        @Test
        void appendsIdAfterOneSpace() {
            assertThat(attribution.userAgent(SDK, ARM, 443)).isEqualTo(SDK + " " + PID);
        }

        @Test
        void replacesTrailingWhitespaceByOneSpace() {
            assertThat(attribution.userAgent("deployer/1.0 \t ", ARM, 443)).isEqualTo("deployer/1.0 " + PID);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", " \t\r\n"})
        void sendsIdAloneIfThereIsNoUserAgent(String current) {
            assertThat(attribution.userAgent(current, ARM, 443)).isEqualTo(PID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    PID,
                    SDK + " " + PID,
                    PID + " " + SDK,
                    SDK + " " + PID + "/1.0",
                    "a/1\t" + PID + "\tb/2",
                    "a/1  PID-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4"
                })
        void returnsSameValueIfItContainsTheId(String current) {
            try (Logs logs = new Logs()) {
                assertThat(attribution.userAgent(current, ARM, 443)).isSameAs(current);
                assertThat(logs.lines()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    OTHER,
                    SDK + " " + OTHER,
                    OTHER + " " + PID,
                    SDK + " PID-contoso-myoffer-partnercenter",
                    // Not the same ID: it only starts with ours.
                    SDK + " " + PID + "-partnercenter",
                    OTHER + "/1.0 " + SDK
                })
        void doesNotAddIdBesideAnotherPartnersId(String current) {
            try (Logs logs = new Logs()) {
                assertThat(attribution.userAgent(current, ARM, 443)).isSameAs(current);
                assertThat(logs.lines()).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "rapid-api/1.0",
                    "a/1 (pid-in-comment)",
                    "p\u0131d-1",
                    "pid-",
                    "pid- x/1",
                    "a/1 pid",
                    "xpid-1 a/1",
                    "pid-4711 a/1",
                    // An application ID that was cut to the SDK's limit of 24 characters.
                    "pid-b6addd8f-5ff4-4fc0-a azsdk-java-x/1",
                    "a/1 pid-" + PID,
                    "a/1 (" + PID + ")",
                    "a/1," + PID,
                    "a/1 pid-x\u007f\u009b31m"
                })
        void appendsIdToTextThatOnlyResemblesAnId(String current) {
            assertThat(attribution.userAgent(current, ARM, 443)).isEqualTo(current + " " + PID);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "pid-4711 a/1 | 'pid-4711' is not a tracking ID: it is neither a GUID nor a marketplace ID",
                    "pid-b6addd8f-5ff4-4fc0-a x/1 | 'pid-b6addd8f-5ff4-4fc0-a' is not a tracking ID: its GUID is cut off",
                    "a/1 pid-" + PID + " | 'pid-" + PID + "' is not a tracking ID: it has the prefix pid- twice",
                    "a/1 (" + PID + ") | '(" + PID + ")' is one token; write the tracking ID as a token of its own",
                    "a/1," + PID + " | 'a/1," + PID + "' is one token; write the tracking ID as a token of its own",
                })
        void warnsOnceOfTextThatOnlyResemblesAnId(String current, String problem) {
            try (Logs logs = new Logs()) {
                attribution.userAgent(current, ARM, 443);
                attribution.userAgent("pid-another " + "x".repeat(300), ARM, 443);

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARN User-Agent: " + problem)
                        .endsWith(". Adding " + PID + ". Logged once.");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {SDK, "rapid-api/1.0", "a/1 pid"})
        void doesNotWarnOfOrdinaryProducts(String current) {
            try (Logs logs = new Logs()) {
                attribution.userAgent(current, ARM, 443);

                assertThat(logs.lines()).isEmpty();
            }
        }

        @Test
        void warnsOnceOfAnotherPartnersIdAndNamesBothIds() {
            try (Logs logs = new Logs()) {
                attribution.userAgent(SDK + " " + OTHER, ARM, 443);
                attribution.userAgent(SDK + " " + OTHER, ARM, 443);
                attribution.userAgent(SDK + " pid-third-offer-partnercenter", ARM, 443);

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "WARN User-Agent already carries tracking ID " + OTHER + "; not adding " + PID + ", ");
            }
        }
    }

    @Nested
    class RequestToOtherHost {
        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {
                    "",
                    SDK,
                    OTHER,
                    PID + "-partnercenter",
                    "x" + PID,
                    "(" + PID + ")",
                    // Stays, because a redirect copies our ID byte for byte, so this copy has another origin.
                    "PID-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4",
                    // Ends in an Arabic digit.
                    "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c\u0664"
                })
        void doesNotAddIdOnOtherHost(String current) {
            assertThat(attribution.userAgent(current, STORAGE, 443)).isSameAs(current);
        }

        @ParameterizedTest
        @CsvSource({
            SDK + " " + PID + ", " + SDK,
            PID + " a/1, a/1",
            "a/1 " + PID + " b/2, a/1 b/2",
            PID + " a/1 " + PID + " " + PID + " b/2 " + PID + ", a/1 b/2",
            "a/1 " + PID + " " + PID + "-partnercenter, a/1 " + PID + "-partnercenter",
        })
        void removesOwnIdOnOtherHost(String current, String rest) {
            assertThat(attribution.userAgent(current, STORAGE, 443)).isEqualTo(rest);
        }

        @ParameterizedTest
        @ValueSource(strings = {PID, " " + PID + " ", PID + " " + PID})
        void returnsNullIfUserAgentContainsOnlyOwnId(String current) {
            assertThat(attribution.userAgent(current, STORAGE, 443)).isNull();
        }
    }

    @Nested
    class HostCoverage {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "management.azure.com",
                    "MANAGEMENT.Azure.com",
                    "management.azure.com.",
                    "eastus.management.azure.com",
                    "a.b.management.azure.com",
                    "management.usgovcloudapi.net",
                    "usgovvirginia.management.usgovcloudapi.net",
                    "management.chinacloudapi.cn",
                    "chinaeast2.management.chinacloudapi.cn",
                    "management.sovcloud-api.fr",
                    "x.management.sovcloud-api.fr",
                    "management.sovcloud-api.de",
                    "x.management.sovcloud-api.de",
                    "management.azure.eaglex.ic.gov",
                    "useast.management.azure.eaglex.ic.gov",
                    "management.azure.microsoft.scloud",
                    "ussecwest.management.azure.microsoft.scloud",
                    "a_b-1.management.azure.com"
                })
        void coversAzureResourceManagersOnHttpsPort(String host) {
            assertThat(attribution.covers(host, 443)).isTrue();
            assertThat(attribution.covers(host, 8443)).isFalse();
            assertThat(attribution.covers(host, 80)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "azure.com",
                    "evilmanagement.azure.com",
                    "management.azure.com.evil.example",
                    "management.azure.com..",
                    ".management.azure.com",
                    "a..management.azure.com",
                    ".a.management.azure.com",
                    "evil.example/.management.azure.com",
                    "evil.example\\.management.azure.com",
                    "azure.eaglex.ic.gov",
                    "azure.microsoft.scloud",
                    "management-azure.com",
                    // Other domains, because they contain a dotless i, a long s or a Kelvin sign.
                    "management.usgovcloudap\u0131.net",
                    "management.\u017fovcloud-api.fr",
                    "\u212a.management.azure.co",
                    "login.microsoftonline.com",
                    "graph.microsoft.com",
                    "contoso.vault.azure.net",
                    "contoso.blob.core.windows.net",
                    "management.core.windows.net",
                    "localhost"
                })
        void doesNotCoverOtherHosts(String host) {
            assertThat(attribution.covers(host, 443)).isFalse();
        }

        /** Some HTTP clients end the host at such a character, and others do not. */
        @Test
        void coversSubdomainOnlyIfItHasNothingButHostNameCharacters() {
            Attribution stack = attribution.withEndpointAndSubdomains(URI.create("https://arm.example"));
            for (char c = 0; c < Character.MAX_VALUE; c++) {
                boolean allowed = String.valueOf(c).matches("[A-Za-z0-9._-]");
                String start = "evil.example" + c + "x.";

                assertThat(attribution.covers(start + ARM, 443))
                        .as("U+%04X", (int) c)
                        .isEqualTo(allowed);
                // Internationalized labels are compared in their ASCII form.
                assertThat(stack.covers(start + "arm.example", 443) && c < 0x80)
                        .as("U+%04X", (int) c)
                        .isEqualTo(allowed);
            }
        }

        @Test
        void coversAddedEndpointsByHostAndPort() {
            Attribution stack = attribution
                    .withEndpoint(URI.create("https://management.local.azurestack.external/metadata?x=y"))
                    .withEndpoint(URI.create("https://LOCALHOST:8443"))
                    .withEndpoint(URI.create("http://plain.example"));

            assertThat(stack.covers("Management.Local.AzureStack.external", 443))
                    .isTrue();
            assertThat(stack.covers("management.local.azurestack.external", 444))
                    .isFalse();
            assertThat(stack.covers("x.management.local.azurestack.external", 443))
                    .isFalse();
            assertThat(stack.covers("localhost", 8443)).isTrue();
            assertThat(stack.covers("localhost", 443)).isFalse();
            assertThat(stack.covers("plain.example", 80)).isTrue();
            assertThat(stack.covers("plain.example", 443)).isFalse();
            assertThat(stack.covers(ARM, 443)).isTrue();
            assertThat(stack.trackingId()).isEqualTo(TrackingId.of(PID));
            assertThat(stack.userAgent(SDK, "localhost", 8443)).isEqualTo(SDK + " " + PID);
            assertThat(attribution.covers("localhost", 8443)).isFalse();
        }

        @Test
        void coversSubdomainsOfEndpointOnlyIfAsked() {
            URI endpoint = URI.create("https://management.contoso.example:8443/x");
            Attribution cloud = attribution.withEndpointAndSubdomains(endpoint);

            assertThat(cloud.covers("management.contoso.example", 8443)).isTrue();
            assertThat(cloud.covers("Region.Management.Contoso.Example", 8443)).isTrue();
            assertThat(cloud.covers("a.b.management.contoso.example.", 8443)).isTrue();
            assertThat(cloud.covers("region.management.contoso.example", 443)).isFalse();
            assertThat(cloud.covers("evilmanagement.contoso.example", 8443)).isFalse();
            assertThat(cloud.covers("contoso.example", 8443)).isFalse();
            assertThat(cloud.endpoints())
                    .hasToString(
                            "[https://management.contoso.example:8443, https://*.management.contoso.example:8443]");
            assertThat(cloud.withEndpointAndSubdomains(endpoint)).isSameAs(cloud);
            assertThat(attribution.withEndpoint(endpoint).covers("region.management.contoso.example", 8443))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://localhost:8443", "https://127.0.0.1", "https://[::1]"})
        void addsNoSubdomainsToAddressesAndSingleLabels(String endpoint) {
            assertThat(attribution
                            .withEndpointAndSubdomains(URI.create(endpoint))
                            .endpoints())
                    .containsExactly(URI.create(endpoint));
        }

        @Test
        void asteriskStandsForAllSubdomains() {
            Attribution cloud = attribution.withEndpoint(URI.create("https://*.contoso.example"));

            assertThat(cloud.covers("region.contoso.example", 443)).isTrue();
            assertThat(cloud.covers("contoso.example", 443)).isFalse();
            assertThat(cloud.withEndpointAndSubdomains(URI.create("https://*.contoso.example")))
                    .isSameAs(cloud);
            assertThat(cloud.withEndpoint(URI.create("https://region.contoso.example")))
                    .isSameAs(cloud);
            assertThat(cloud.withEndpoint(URI.create("https://*.CONTOSO.example")))
                    .isSameAs(cloud);
            assertThat(attribution.withEndpoint(URI.create("https://*.management.azure.com")))
                    .isSameAs(attribution);
            assertThat(cloud.withEndpointAndSubdomains(URI.create("https://contoso.example"))
                            .endpoints())
                    .hasToString("[https://*.contoso.example, https://contoso.example]");
        }

        @Test
        void coversInternationalizedEndpointInBothSpellings() {
            Attribution unicode = attribution.withEndpoint(URI.create("https://arm.b\u00fccher.example"));
            Attribution ascii = attribution.withEndpoint(URI.create("https://arm.xn--bcher-kva.example"));

            for (Attribution either : List.of(unicode, ascii)) {
                assertThat(either.covers("arm.b\u00fccher.example", 443)).isTrue();
                assertThat(either.covers("ARM.B\u00dcCHER.example.", 443)).isTrue();
                assertThat(either.covers("arm.xn--bcher-kva.example", 443)).isTrue();
                assertThat(either.covers("arm.bucher.example", 443)).isFalse();
                // Not a host name: a code point that no Unicode version assigns.
                assertThat(either.covers("arm.\uffff.example", 443)).isFalse();
            }
        }

        @Test
        void coversIpv6AddressInEachSpelling() {
            Attribution attributed = attribution.withEndpoint(URI.create("https://[2001:DB8:0:0::1]:8443"));

            assertThat(attributed.covers("[2001:db8::1]", 8443)).isTrue();
            assertThat(attributed.covers("2001:0db8:0:0:0:0:0:1", 8443)).isTrue();
            assertThat(attributed.covers("[2001:db8::2]", 8443)).isFalse();
            assertThat(attributed.withEndpoint(URI.create("https://[2001:db8::1]:8443")))
                    .isSameAs(attributed);
        }

        @Test
        void coversIpv6AddressWithAndWithoutBrackets() {
            Attribution local = attribution.withEndpoint(URI.create("https://[::1]:8443"));

            assertThat(local.covers("[::1]", 8443)).isTrue();
            assertThat(local.covers("::1", 8443)).isTrue();
            assertThat(local.covers("::2", 8443)).isFalse();
            assertThat(local.covers("[::1", 8443)).isFalse();
            assertThat(local.covers("::1]", 8443)).isFalse();
        }

        @Test
        void acceptsHostAndPortOfUri() {
            URI https = URI.create("https://management.azure.com/subscriptions");
            URI container = URI.create("https://arm_stub:8443/");

            assertThat(attribution.covers(https.getHost(), https.getPort())).isTrue();
            // Not covered, because URI.getHost() is null for a host with an underscore.
            assertThat(attribution.covers(container.getHost(), container.getPort()))
                    .isFalse();
            assertThat(attribution.userAgent(SDK, container.getHost(), 443)).isSameAs(SDK);
            assertThat(attribution.withEndpoint(container).covers("arm_stub", 8443))
                    .isTrue();
        }

        @Test
        void treatsFullyQualifiedHostAsSameHost() {
            Attribution stack = attribution.withEndpoint(URI.create("https://arm.example"));

            assertThat(stack.covers("arm.example.", 443)).isTrue();
            assertThat(attribution
                            .withEndpoint(URI.create("https://arm.example."))
                            .covers("arm.example", 443))
                    .isTrue();
        }
    }

    @Test
    void acceptsEachPort() {
        Attribution attributed = attribution
                .withEndpoint(URI.create("https://arm.example:65535"))
                .withEndpoint(URI.create("https://arm.example:1"));

        assertThat(attributed.covers("arm.example", 65_535)).isTrue();
        assertThat(attributed.covers("arm.example", 1)).isTrue();
        assertThat(attributed.covers("arm.example", 0)).isFalse();
        assertThat(attributed.covers("arm.example", 443)).isFalse();
        assertThat(attribution.covers(ARM, 0)).isFalse();
    }

    @Test
    void withEndpointReturnsSameInstanceIfEndpointIsCovered() {
        Attribution local = attribution.withEndpoint(URI.create("https://localhost:8443"));

        assertThat(local.withEndpoint(URI.create("HTTPS://localhost:8443/x"))).isSameAs(local);
        assertThat(attribution.withEndpoint(URI.create("https://management.azure.com/")))
                .isSameAs(attribution);
        assertThat(local.endpoints()).isEqualTo(List.of(URI.create("https://localhost:8443")));
        assertThat(attribution.endpoints()).isEmpty();
    }

    @Test
    void keepsOnlySchemeHostAndPortOfEndpoint() {
        Attribution stack = attribution.withEndpoint(URI.create("https://user:secret@arm.example:8443/x?y#z"));

        assertThat(stack.endpoints()).containsExactly(URI.create("https://arm.example:8443"));
        assertThat(stack.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:65536",
                "localhost",
                "localhost:8443",
                "//localhost",
                "https:///path",
                "ftp://localhost",
                "https:x",
                "https://.",
                "https://localhost:0",
                "https://a..example",
                "https://.a.example",
                "https://a,b.example",
                "https://a@b@c",
                "/"
            })
    void rejectsEndpointThatIsNotUrlOfServer(String endpoint) {
        URI uri = URI.create(endpoint);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attribution.withEndpoint(uri))
                .withMessage("'" + endpoint + "' is not a Resource Manager endpoint: it is not the absolute URL of a"
                        + " server; write https://<host>, or https://<host>:<port>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://*",
                "https://*.com",
                "https://*.127.0.0.1",
                "https://*.a*.example",
                "https://a*.b.example"
            })
    void rejectsAsteriskThatDoesNotStandForSubdomainsOfADomain(String endpoint) {
        URI uri = URI.create(endpoint);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attribution.withEndpoint(uri))
                .withMessage("'" + endpoint + "' is not a Resource Manager endpoint: an asterisk stands only for the"
                        + " subdomains of a domain; write https://*.<domain>, such as https://*.example.com");
    }

    @Test
    void rejectsMalformedId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attribution.of("pid-pid-" + GUID))
                .withMessageContaining("twice");
    }

    @Test
    void activeAttributionShowsItsId() {
        assertThat(attribution.isActive()).isTrue();
        assertThat(attribution.trackingId()).hasToString(PID);
        assertThat(attribution).hasToString("attribution to " + PID);
        assertThat(attribution.withEndpoint(URI.create("https://localhost:8443")))
                .hasToString("attribution to " + PID + ", also at [https://localhost:8443]");
        Attribution many = attribution;
        for (int port = 1; port <= 12; port++) {
            many = many.withEndpoint(URI.create("https://localhost:" + port));
        }
        assertThat(many.toString()).endsWith("https://localhost:10] and 2 more");
    }

    @Test
    void noneChangesNoUserAgent() {
        Attribution none = Attribution.none();

        assertThat(none.isActive()).isFalse();
        assertThat(none.trackingId()).isNull();
        assertThat(none.userAgent(SDK, ARM, 443)).isSameAs(SDK);
        assertThat(none.userAgent(null, ARM, 443)).isNull();
        assertThat(none.userAgent(SDK + " " + PID, STORAGE, 443)).isEqualTo(SDK + " " + PID);
        assertThat(none).hasToString("no attribution: it was created by Attribution.none()");
        assertThat(none.withEndpoint(URI.create("https://localhost:8443")).isActive())
                .isFalse();
        assertThat(none.covers(ARM, 443)).isTrue();
    }

    @Test
    void attributionsToDifferentIdsHaveDifferentHashCodes() {
        assertThat(Attribution.of("pid-a-partnercenter"))
                .hasSameHashCodeAs(Attribution.of("pid-a-partnercenter"))
                .doesNotHaveSameHashCodeAs(Attribution.of("pid-b-partnercenter"));
    }

    @Test
    void comparesHostsOfAddedEndpointsInAnyLetterCase() {
        Attribution attribution = Attribution.none().withEndpoint(URI.create("https://az.example"));

        assertThat(attribution.covers("AZ.EXAMPLE", 443)).isTrue();
        assertThat(attribution.covers("@z.example", 443)).isFalse();
        assertThat(attribution.covers("a[.example", 443)).isFalse();
    }
}
