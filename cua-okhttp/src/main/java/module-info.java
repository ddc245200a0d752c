/** Customer usage attribution for OkHttp. */
// OkHttp 4 has no descriptor, but the name that OkHttp 5 has in its own.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.azurecua.okhttp {
    requires transitive dev.azurecua;
    requires transitive okhttp3;
    requires java.logging;
    requires static org.slf4j;

    exports dev.azurecua.okhttp;
}
