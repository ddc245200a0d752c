/** Attributes the Azure Resource Manager calls of OkHttp. */
// Automatic, because OkHttp 3 and 4 have no module descriptor; their manifest has the module name of OkHttp 5.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.azurecua.okhttp {
    requires transitive dev.azurecua;
    requires transitive okhttp3;
    requires java.logging;
    requires static org.slf4j;

    exports dev.azurecua.okhttp;
}
