package deployer;

import com.azure.core.credential.AccessToken;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Deploys from a named module. Neither its code nor its module descriptor mentions attribution. */
public final class Main {
    public static void main(String[] args) {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", args[0]);
        AzureProfile profile = new AzureProfile(
                null, "00000000-0000-0000-0000-000000000001", new AzureEnvironment(endpoints));
        ResourceManager.configure()
                .authenticate(
                        request -> Mono.just(
                                new AccessToken("a-token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
                        profile)
                .withDefaultSubscription()
                .resourceGroups()
                .define("rg")
                .withRegion("eastus")
                .create();
        System.out.println(Main.class.getModule());
        System.exit(0);
    }
}
