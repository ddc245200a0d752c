// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.management.exception.ManagementException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes why a command failed, on one line: what was given, what is wrong, and what to do. */
final class Failure {
    private static final int MAX_LENGTH = 1_000;

    private Failure() {}

    static String describe(Throwable failure) {
        List<Throwable> causes = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
        String description = Stream.concat(
                        // Looks for a failed connection first, because a failed sign-in hides it.
                        causes.stream().filter(Failure::isConnection).map(Failure::describeConnection),
                        causes.stream().map(Failure::describeKnown))
                .filter(known -> known != null)
                .findFirst()
                .orElseGet(() -> "unexpected error, "
                        + causes.stream().map(Failure::name).collect(Collectors.joining(", caused by "))
                        + "; if you cannot correct the cause, report this line");
        String line = description.replaceAll("\\p{Cntrl}", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }

    private static boolean isConnection(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof SSLException;
    }

    private static String describeConnection(Throwable cause) {
        return "the connection failed (" + name(cause) + "); check the network and the certificates. Java uses"
                + " HTTPS_PROXY only with -Djava.net.useSystemProxies=true";
    }

    private static @Nullable String describeKnown(Throwable failure) {
        if (failure instanceof ClientAuthenticationException) {
            return "No Azure credential was accepted; run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                    + " AZURE_CLIENT_SECRET (" + firstLine(failure.getMessage()) + ")";
        } else if (failure instanceof HttpResponseException azure) {
            String error = azure instanceof ManagementException management && management.getValue() != null
                    ? management.getValue().getCode() + ", "
                            + management.getValue().getMessage()
                    : firstLine(azure.getMessage());
            return "Azure responded with an error: " + error + "; if a permission is missing, give the account the role"
                    + " Reader, and if the subscription is in another cloud, add --cloud";
        } else if (failure instanceof FileSystemException file) {
            return "'" + file.getFile() + "' cannot be used: " + problem(file);
        } else if (failure instanceof IOException io) {
            return "a file or stream cannot be used: " + problem(io);
        }
        String message = failure.getMessage();
        return failure instanceof IllegalArgumentException && message != null && !message.isBlank() ? message : null;
    }

    /** Returns what is wrong with a file or stream, and what to do. */
    static String problem(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist; correct the path";
        } else if (e instanceof AccessDeniedException) {
            return "access is denied; give this user access to the file and to its folder";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return (reason == null ? "no reason is known (" + e.getClass().getSimpleName() + ")" : reason)
                + "; check the path and the disk";
    }

    /** Returns a path. Rejects a text that is not a path. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            // Java reports characters that the locale does not have as malformed input.
            throw new IllegalArgumentException(
                    "'" + text + "' is not a valid path: " + e.getReason()
                            + "; correct it, or set LC_ALL to a UTF-8 locale, such as C.UTF-8",
                    e);
        }
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + firstLine(failure.getMessage());
    }

    /** Returns the first line, because the SDK appends everything that it tried to its message. */
    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }
}
