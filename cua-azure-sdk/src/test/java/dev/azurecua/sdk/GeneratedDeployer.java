// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.resourcemanager.datafactory.DataFactoryManager;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.util.function.Supplier;

/** Deploys with generated managers only. Returns the error message of {@link ArmClientFactory}. */
public final class GeneratedDeployer implements Supplier<String> {
    @Override
    public String get() {
        TrackingId id = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            DataFactoryManager own = DataFactoryManager.configure()
                    .withHttpClient(azure.httpClient())
                    .withPolicy(AttributionPolicy.of(Attribution.of(id)))
                    .authenticate(azure.credential(), azure.profile());
            own.factories().list().forEach(factory -> {});
            DataFactoryManager.authenticate(
                            AzureAttribution.attribute(own.serviceClient().getHttpPipeline(), Attribution.of(id)),
                            azure.profile())
                    .factories()
                    .list()
                    .forEach(factory -> {});
            azure.assertThatCalls().all().carry(id);

            ArmClientFactory.create(Attribution.of(id), azure.credential(), azure.profile());
            return "no error";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
