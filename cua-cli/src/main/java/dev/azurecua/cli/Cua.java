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
 * A command line over the library, for a shell and for a pipeline: makes and checks tracking IDs, attributes templates,
 * verifies deployments, writes notices for customers, and says what is wrong where attribution does not work.
 *
 * <p>On standard output there is the answer and nothing else; errors and logs are on standard error.
 */
@Command(
        name = "cua",
        description = "Azure customer usage attribution.",
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
            "0:it is done, or the answer is yes",
            "1:the answer is no",
            "2:it could not be done, and nothing was changed"
        })
public final class Cua {
    static final int YES = 0;
    static final int NO = 1;
    static final int FAILED = 2;

    private static final int MOST_CHARACTERS = 1_000;

    private Cua() {}

    /**
     * Runs a command. The exit code is 0 if it is done or the answer is yes, 1 if the answer is no, 2 if it could not
     * be done.
     *
     * @param args the command, see {@code --help}
     */
    public static void main(String[] args) {
        // Whatever the terminal's charset is: templates and their notices are UTF-8.
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        // A report that the environment asks for is of another program, and not to be replaced by that of this one.
        System.setProperty("cua.report", "");
        // Newer JDKs warn on standard error of how Netty manages memory; a few requests do not need it.
        System.setProperty("io.netty.noUnsafe", "true");
        int exitCode = run(out, err, args);
        if (out.checkError()) {
            err.println("cua: standard output cannot be written");
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

    /** One line: the SDK adds to its own all that it tried. */
    private static String reason(Exception failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String reason = failure instanceof IllegalArgumentException
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
        if (failure instanceof ClientAuthenticationException) {
            return "There is no credential that Azure takes; run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                    + " AZURE_CLIENT_SECRET (" + reason + ")";
        }
        return reason.length() > MOST_CHARACTERS ? reason.substring(0, MOST_CHARACTERS) + "…" : reason;
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cua.class.getPackage().getImplementationVersion();
            return new String[] {"cua " + (version == null ? "(not packaged)" : version)};
        }
    }
}
