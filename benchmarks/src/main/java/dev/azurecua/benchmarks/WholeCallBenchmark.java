// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.management.Region;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.AzureAttribution;
import dev.azurecua.testing.FakeResourceManager;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reads a resource group with the real SDK over TLS. Calls with and without attribution are made in turn, because a
 * disturbance then affects both.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class WholeCallBenchmark {
    final FakeResourceManager azure = FakeResourceManager.start();
    private final ResourceManager plain = manager(ResourceManager.configure());
    private final ResourceManager attributed =
            manager(AzureAttribution.attribute(ResourceManager.configure(), Attribution.of(Traffic.TRACKING_ID)));
    private boolean plainFirst;

    private ResourceManager manager(ResourceManager.Configurable configurable) {
        return configurable
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();
    }

    /** Removes the calls that the stand-in recorded, because they would fill the memory. */
    @Setup(Level.Iteration)
    public void reset() {
        azure.reset();
        plain.resourceGroups().define("contoso").withRegion(Region.US_EAST).create();
    }

    @TearDown
    public void close() {
        azure.close();
    }

    @Benchmark
    public void pair(Nanos nanos, Blackhole blackhole) {
        plainFirst = !plainFirst;
        if (plainFirst) {
            nanos.plain += read(plain, blackhole);
        }
        nanos.attributed += read(attributed, blackhole);
        if (!plainFirst) {
            nanos.plain += read(plain, blackhole);
        }
    }

    private static long read(ResourceManager manager, Blackhole blackhole) {
        long start = System.nanoTime();
        ResourceGroup group = manager.resourceGroups().getByName("contoso");
        long end = System.nanoTime();
        blackhole.consume(group);
        return end - start;
    }

    /** Counts the nanoseconds of each kind of call in an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long plain;
        public long attributed;
    }
}
