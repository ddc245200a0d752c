// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.resources.fluentcore.arm.models.HasName;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
    private static final String SUBSCRIPTION = "/subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID;
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String NETWORKS = GROUP + "/providers/Microsoft.Network/virtualNetworks";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    private final AzureResourceManager resources = AzureResourceManager.configure()
            .withHttpClient(azure.httpClient())
            .authenticate(azure.credential(), azure.profile())
            .withDefaultSubscription();

    @BeforeEach
    void aGroup() {
        client.put(GROUP, "{\"location\": \"eastus\"}");
    }

    private List<?> names(String url) {
        return ((List<?>) client.get(url).json("value"))
                .stream().map(entry -> ((Map<?, ?>) entry).get("name")).toList();
    }

    @Nested
    class Pages {
        @BeforeEach
        void fiveNetworks() {
            IntStream.rangeClosed(1, 5).forEach(i -> client.put(NETWORKS + "/net" + i, "{}"));
        }

        @ParameterizedTest
        @CsvSource({"1, 5", "2, 3", "4, 2", "5, 1", "100, 1"})
        void eachButTheLastNamesTheNext(int size, int pages) {
            azure.pagesOf(size);

            List<Object> names = new ArrayList<>();
            String next = NETWORKS + "?api-version=2024-05-01&x=y%20z";
            for (int page = 1; page <= pages; page++) {
                Map<?, ?> answer = client.get(next).json();
                ((List<?>) answer.get("value")).forEach(entry -> names.add(((Map<?, ?>) entry).get("name")));
                next = (String) answer.get("nextLink");
                if (page < pages) {
                    assertThat(URI.create(next))
                            .hasHost("management.azure.com")
                            .hasPath(NETWORKS)
                            .hasQuery("api-version=2024-05-01&x=y z&$skiptoken="
                                    + (NETWORKS + "/net" + page * size).toLowerCase(Locale.ROOT));
                }
            }

            assertThat(next).isNull();
            assertThat(names).isEqualTo(List.of("net1", "net2", "net3", "net4", "net5"));
        }

        @Test
        void theSdkFollowsThem() {
            azure.pagesOf(2);

            assertThat(resources.networks().listByResourceGroup("g")).hasSize(5);
            assertThat(azure.calls()).hasSize(6 + 3);
        }

        @Test
        void topAsksForSmallerOnes() {
            azure.pagesOf(3);

            assertThat(names(NETWORKS + "?$top=2")).hasSize(2);
            assertThat(names(NETWORKS + "?%24top=10")).hasSize(3);
            assertThat(names(NETWORKS + "?$top=999999999")).hasSize(3);
        }

        @Test
        void anEmptyListHasOne() {
            azure.pagesOf(2);

            assertThat(client.get(SUBSCRIPTION + "/providers/Microsoft.Compute/disks")
                            .json())
                    .isEqualTo(Map.of("value", List.of()));
        }

        @Test
        void whatIsDeletedMeanwhileDoesNotHideWhatFollows() {
            azure.pagesOf(2);

            resources
                    .networks()
                    .listByResourceGroup("g")
                    .forEach(network -> resources.networks().deleteById(network.id()));

            assertThat(resources.networks().listByResourceGroup("g")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "000", "x", "-1", ""})
        void ofNoSizeAreRefused(String top) {
            TestClient.Reply answer = client.get(NETWORKS + "?$top=" + top);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json("error"))
                    .isEqualTo(Map.of(
                            "code",
                            "InvalidTopInQueryString",
                            "message",
                            "The query parameter $top must be an integer from 1 to 999999999, but was '" + top + "'."));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void ofNothingAreRefused(int size) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> azure.pagesOf(size))
                    .withMessage("size must be 1 or more, but was " + size);
        }
    }

    @Nested
    class OfAnyType {
        @BeforeEach
        void someResources() {
            client.put(NETWORKS + "/net", "{\"location\": \"eastus\", \"tags\": {\"owner\": \"ops\", \"n\": \"1\"}}");
            client.put(NETWORKS + "/net/subnets/a", "{}");
            client.put(
                    GROUP + "/providers/Microsoft.Compute/disks/d",
                    "{\"location\": \"westus\", \"tags\": {\"owner\": \"x\"}}");
            client.put(
                    GROUP + "/providers/Microsoft.Resources/deployments/deployment",
                    "{\"properties\": {\"template\": {\"resources\": []}}}");
            client.put(SUBSCRIPTION + "/resourceGroups/h", "{\"tags\": {\"owner\": \"ops\"}}");
            client.put(SUBSCRIPTION + "/resourceGroups/h/providers/Microsoft.Compute/disks/e", "{}");
        }

        @Test
        void areWhatIsNoPartOfAnotherResource() {
            assertThat(names(GROUP + "/resources")).isEqualTo(List.of("d", "net"));
            assertThat(names(SUBSCRIPTION + "/RESOURCES")).isEqualTo(List.of("d", "net", "e"));
        }

        @ParameterizedTest
        @CsvSource({
            "resourceType eq 'Microsoft.Compute/disks', d e",
            "RESOURCETYPE eq 'microsoft.compute/disks', d e",
            "name eq 'net', net",
            "location eq 'WestUS', d",
            "tagName eq 'owner', d net",
            "tagName eq 'owner' and tagValue eq 'ops', net",
            "tagName eq 'owner' and tagValue eq 'ops' and resourceType eq 'Microsoft.Compute/disks', ''",
            "tagName eq 'none', ''",
            "name eq '', ''",
        })
        void areFiltered(String filter, String names) {
            assertThat(String.join(
                            " ",
                            names(SUBSCRIPTION + "/resources?$filter=" + filter.replace(" ", "%20")).stream()
                                    .map(String::valueOf)
                                    .toList()))
                    .isEqualTo(names);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "name ne 'a'",
                    "substringof('a', name)",
                    "color eq 'red'",
                    "name eq 'a' or name eq 'b'",
                    "name eq a",
                    "name eq 'a' and ",
                    ""
                })
        void areNotFilteredInAWayThatIsNotKnown(String filter) {
            TestClient.Reply answer = client.get(SUBSCRIPTION + "/resources?$filter=" + filter.replace(" ", "%20"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json("error.code")).isEqualTo("InvalidFilterInQueryString");
            assertThat(answer.json("error.message"))
                    .asString()
                    .startsWith("The filter '" + filter + "' is not one of those that FakeResourceManager knows");
        }

        @Test
        void theSdkFilters() {
            assertThat(resources.resourceGroups().listByTag("owner", "ops"))
                    .extracting(HasName::name)
                    .containsExactly("h");
            assertThat(resources.genericResources().listByTag("g", "owner", "ops"))
                    .extracting(HasName::name)
                    .containsExactly("net");
        }

        @Test
        void theFilterOfAProviderIsItsOwnAffair() {
            assertThat(names(NETWORKS + "?$filter=atScope()")).isEqualTo(List.of("net"));
        }
    }

    @Nested
    class Missing {
        @ParameterizedTest
        @CsvSource({
            "/resourceGroups/x/providers/Microsoft.Network/virtualNetworks, ResourceGroupNotFound",
            "/resourceGroups/x/resources, ResourceGroupNotFound",
            "/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/x/subnets, ResourceNotFound",
        })
        void whatTheListIsOfIsNamed(String path, String code) {
            TestClient.Reply answer = client.get(SUBSCRIPTION + path);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json("error.code")).isEqualTo(code);
        }
    }

    @Nested
    class AboveGroups {
        @Test
        void theSdkFindsItsSubscriptionAndTenant() {
            assertThat(AzureResourceManager.configure()
                            .withHttpClient(azure.httpClient())
                            .authenticate(azure.credential(), new AzureProfile(null, null, AzureEnvironment.AZURE))
                            .withDefaultSubscription()
                            .subscriptionId())
                    .isEqualTo(FakeResourceManager.SUBSCRIPTION_ID);
            assertThat(resources.tenants().list())
                    .singleElement()
                    .satisfies(
                            tenant -> assertThat(tenant.tenantId()).isEqualTo("00000000-0000-0000-0000-0000000000aa"));
            assertThat(resources.getCurrentSubscription().state()).hasToString("Enabled");
            assertThat(resources.getCurrentSubscription().getLocationByRegion(Region.US_EAST))
                    .satisfies(location -> assertThat(location.displayName()).isEqualTo("East US"));
        }

        @Test
        void everySubscriptionExists() {
            assertThat(client.get("/subscriptions/any").json())
                    .isEqualTo(Map.of(
                            "id", "/subscriptions/any",
                            "subscriptionId", "any",
                            "tenantId", "00000000-0000-0000-0000-0000000000aa",
                            "displayName", "FakeResourceManager",
                            "state", "Enabled"));
        }
    }
}
