// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> failures() {
        String disk = "; check the path and the disk";
        String network = "; check the network and the certificates. Java uses HTTPS_PROXY only with"
                + " -Djava.net.useSystemProxies=true";
        String role = "; if a permission is missing, give the account the role Reader, and if the subscription is in"
                + " another cloud, add --cloud";
        return Stream.of(
                arguments(new IllegalArgumentException("'x' is wrong"), "'x' is wrong"),
                arguments(new IllegalArgumentException("'a\nb\0'"), "'a?b?'"),
                arguments(
                        new NoSuchFileException("a.jar"),
                        "'a.jar' cannot be used: it does not exist; correct the path"),
                arguments(
                        new AccessDeniedException("a.jar"),
                        "'a.jar' cannot be used: access is denied; give this user access to the file and to its folder"),
                arguments(
                        new FileSystemException("a.jar", null, "Read-only file system"),
                        "'a.jar' cannot be used: Read-only file system" + disk),
                arguments(
                        new FileSystemException("a.jar"),
                        "'a.jar' cannot be used: no reason is known (FileSystemException)" + disk),
                arguments(
                        new DirectoryIteratorException(new FileSystemException("lib", null, "Input/output error")),
                        "'lib' cannot be used: Input/output error" + disk),
                arguments(new IOException("Disk full"), "a file or stream cannot be used: Disk full" + disk),
                arguments(
                        new IOException(), "a file or stream cannot be used: no reason is known (IOException)" + disk),
                arguments(
                        new RuntimeException(new UncheckedIOException(new UnknownHostException("login.example"))),
                        "the connection failed (UnknownHostException: login.example)" + network),
                arguments(
                        new ClientAuthenticationException("No.", null, new ConnectException("Connection refused")),
                        "the connection failed (ConnectException: Connection refused)" + network),
                arguments(
                        new SSLHandshakeException("PKIX path building failed"),
                        "the connection failed (SSLHandshakeException: PKIX path building failed)" + network),
                arguments(
                        new ClientAuthenticationException("AADSTS7000215: Wrong secret.\nTrace ID: 1", null),
                        "No Azure credential was accepted; run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                                + " AZURE_CLIENT_SECRET (AADSTS7000215: Wrong secret.)"),
                arguments(
                        new ManagementException("x", null, new ManagementError("AuthorizationFailed", "Not you.")),
                        "Azure responded with an error: AuthorizationFailed, Not you." + role),
                arguments(
                        new HttpResponseException("Status code 502\nbody", null),
                        "Azure responded with an error: Status code 502" + role),
                arguments(
                        new IllegalStateException("The server failed", new ClassCastException("x")),
                        "unexpected error, IllegalStateException: The server failed, caused by ClassCastException: x;"
                                + " if you cannot correct the cause, report this line"),
                arguments(
                        new IllegalArgumentException(),
                        "unexpected error, IllegalArgumentException: no message; if you cannot correct the cause,"
                                + " report this line"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void describesWhatIsWrongAndWhatToDo(Throwable failure, String description) {
        assertThat(Failure.describe(failure)).isEqualTo(description);
    }

    @Test
    void shortensLongDescription() {
        assertThat(Failure.describe(new IllegalArgumentException("x".repeat(1_001))))
                .isEqualTo("x".repeat(1_000) + "…");
    }
}
