// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.credential.AccessToken;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/**
 * Measures the first client and the first call of a JVM. Has no code for attribution: the class path and a system
 * property decide whether the call is attributed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class StartupBenchmark {
    @Benchmark
    public Object firstCall() {
        return ResourceManager.configure()
                .withHttpClient(new RespondingHttpClient("{\"name\": \"contoso\", \"location\": \"eastus\"}"))
                .authenticate(
                        request -> Mono.just(new AccessToken(
                                "a-token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
                        new AzureProfile("contoso", "contoso", AzureEnvironment.AZURE))
                .withDefaultSubscription()
                .resourceGroups()
                .getByName("contoso");
    }
}
