// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.azurecua.Attribution;
import java.net.URI;
import java.nio.file.Path;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionInterceptorTest {
    private static final Attribution OURS = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Attribution OTHERS = Attribution.of("pid-contoso-myoffer-partnercenter");
    private static final Interceptor NO_OP = chain -> chain.proceed(chain.request());

    @Test
    void attributedClientSharesEverythingElse(@TempDir Path folder) {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(NO_OP)
                .addNetworkInterceptor(NO_OP)
                .cache(new Cache(folder.toFile(), 1 << 20))
                .followRedirects(false)
                .build();

        OkHttpClient attributed = AttributionInterceptor.attribute(client, OURS);

        assertThat(attributed.connectionPool()).isSameAs(client.connectionPool());
        assertThat(attributed.dispatcher()).isSameAs(client.dispatcher());
        assertThat(attributed.cache()).isSameAs(client.cache());
        assertThat(attributed.followRedirects()).isFalse();
        assertThat(attributed.interceptors()).containsExactly(NO_OP);
        assertThat(attributed.networkInterceptors())
                .hasSize(2)
                .startsWith(NO_OP)
                .last()
                .isInstanceOf(AttributionInterceptor.class);
        assertThat(client.networkInterceptors()).containsExactly(NO_OP);
    }

    @Test
    void returnsSameClientIfItIsAttributedAlready() {
        OkHttpClient attributed = AttributionInterceptor.attribute(new OkHttpClient(), OURS);

        assertThat(AttributionInterceptor.attribute(attributed, OURS)).isSameAs(attributed);
        assertThat(AttributionInterceptor.attribute(attributed, Attribution.of(OURS.trackingId())))
                .isSameAs(attributed);
        assertThat(AttributionInterceptor.attribute(attributed, OTHERS).networkInterceptors())
                .hasSize(2);
    }

    @Test
    void addsNetworkInterceptorBesideAnApplicationInterceptor() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(AttributionInterceptor.of(OURS))
                .build();

        assertThat(AttributionInterceptor.attribute(client, OURS).networkInterceptors())
                .hasSize(1);
    }

    @Test
    void addsInterceptorForEndpointsThatThePresentOneDoesNotCover() {
        Attribution wider = OURS.withEndpoint(URI.create("https://management.stack.example"));

        OkHttpClient attributed = AttributionInterceptor.attribute(new OkHttpClient(), OURS);
        OkHttpClient stack = AttributionInterceptor.attribute(attributed, wider);

        assertThat(stack.networkInterceptors()).hasSize(2);
        assertThat(AttributionInterceptor.attribute(stack, wider)).isSameAs(stack);
        assertThat(AttributionInterceptor.attribute(stack, OURS)).isSameAs(stack);
    }

    @Test
    void addedInterceptorAlsoCoversEndpointsOfThePresentOne() {
        Attribution one = OURS.withEndpoint(URI.create("https://one.example"));
        Attribution two = OURS.withEndpoint(URI.create("https://two.example"));

        OkHttpClient attributed =
                AttributionInterceptor.attribute(AttributionInterceptor.attribute(new OkHttpClient(), one), two);

        assertThat(attributed.networkInterceptors()).hasSize(2);
        assertThat(AttributionInterceptor.attribute(attributed, two)).isSameAs(attributed);
        assertThat(AttributionInterceptor.attribute(attributed, one.withEndpoint(URI.create("https://two.example"))))
                .isSameAs(attributed);
    }

    @Test
    void returnsSameClientIfTheAttributionIsInactive() {
        OkHttpClient client = new OkHttpClient();

        assertThat(AttributionInterceptor.attribute(client, Attribution.none())).isSameAs(client);
    }

    @Test
    void addsInterceptorIfThePresentOneIsInactive() {
        OkHttpClient inert = new OkHttpClient.Builder()
                .addNetworkInterceptor(AttributionInterceptor.of(Attribution.none()))
                .build();

        assertThat(AttributionInterceptor.attribute(inert, OURS).networkInterceptors())
                .hasSize(2);
    }

    @Test
    void addsInterceptorForListenerThatThePresentOneDoesNotHave() {
        Attribution listening = OURS.withListener(call -> {});
        OkHttpClient attributed = AttributionInterceptor.attribute(new OkHttpClient(), OURS);

        OkHttpClient reported = AttributionInterceptor.attribute(attributed, listening);

        assertThat(reported.networkInterceptors()).hasSize(2);
        assertThat(AttributionInterceptor.attribute(reported, listening)).isSameAs(reported);
        assertThat(AttributionInterceptor.attribute(
                                new OkHttpClient(), Attribution.none().withListener(call -> {}))
                        .networkInterceptors())
                .hasSize(1);
    }

    @Test
    void rejectsNullAsAttribution() {
        assertThatNullPointerException()
                .isThrownBy(() -> AttributionInterceptor.of(null))
                .withMessage("attribution");
    }
}
