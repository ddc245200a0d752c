// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.azure.core.exception.ClientAuthenticationException;
import dev.azurecua.TrackingId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs the library from a shell or a build. Creates and checks tracking IDs, attributes templates, verifies
 * deployments, prints notices for customers and variables for other programs, and explains why attribution does not
 * work.
 *
 * <p>Standard output contains only the result. Errors and logs are on standard error.
 */
@Command(
        name = "cua",
        description = "Attributes Azure deployments to a partner (customer usage attribution).",
        subcommands = {
            CuaId.class,
            CuaTemplate.class,
            CuaVerify.class,
            CuaNotice.class,
            CuaEnv.class,
            CuaDoctor.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Cua.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the command succeeded, or the result is yes",
            "1:the result is no",
            "2:the command failed, and nothing was changed"
        })
public final class Cua {
    static final int YES = 0;
    static final int NO = 1;
    static final int FAILED = 2;

    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private Cua() {}

    /**
     * Runs a command. The exit code is 0 if the command succeeded or the result is yes, 1 if the result is no, and 2 if
     * the command failed.
     *
     * @param args the command and its options; {@code --help} lists them
     */
    public static void main(String[] args) {
        // Writes UTF-8 on any terminal, because templates and notices are UTF-8.
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        // Disables CUA_REPORT, because cua would overwrite the report of the program that the variable is meant for.
        System.setProperty("cua.report", "");
        // Disables Netty's use of Unsafe, because newer JDKs warn about it on standard error, and a few requests do not
        // need it.
        System.setProperty("io.netty.noUnsafe", "true");
        int exitCode = run(out, err, args);
        if (out.checkError()) {
            err.println(
                    "cua: cannot write to standard output; check the disk space and the program that reads the output");
            exitCode = FAILED;
        }
        if (exitCode != YES) {
            System.exit(exitCode);
        }
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Cua())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .registerConverter(TrackingId.class, Cua::trackingId)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason(failure));
                    return FAILED;
                })
                .execute(args);
    }

    private static TrackingId trackingId(String text) {
        try {
            return TrackingId.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Returns one line, because the SDK appends everything that it tried to its message. */
    private static String reason(Exception failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String reason = failure instanceof IllegalArgumentException
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
        if (failure instanceof ClientAuthenticationException) {
            return "No Azure credential was accepted; run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                    + " AZURE_CLIENT_SECRET (" + reason + ")";
        }
        return reason.length() > MAX_MESSAGE_LENGTH ? reason.substring(0, MAX_MESSAGE_LENGTH) + "…" : reason;
    }

    /** Provides the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cua.class.getPackage().getImplementationVersion();
            return new String[] {"cua " + (version == null ? "(not packaged)" : version)};
        }
    }
}
