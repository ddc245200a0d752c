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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/**
 * The first client and the first call of a process that knows nothing of attribution: of whether its class path has the
 * provider, and of whether that has an ID. For a JVM that does this once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class StartupBenchmark {
    /** Chosen by who starts the JVM. */
    @Param("")
    public String provider;

    @Benchmark
    public Object firstCall() {
        return ResourceManager.configure()
                .withHttpClient(new AnsweringHttpClient("{\"name\": \"contoso\", \"location\": \"eastus\"}"))
                .authenticate(
                        request -> Mono.just(new AccessToken(
                                "a-token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
                        new AzureProfile("contoso", "contoso", AzureEnvironment.AZURE))
                .withDefaultSubscription()
                .resourceGroups()
                .getByName("contoso");
    }
}
