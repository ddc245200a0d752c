// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azurecua.TrackingId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    static final String JSON = "Print the result as one JSON document.";

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
        CommandLine commandLine = new CommandLine(new Cua())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(TrackingId.class, Cua::trackingId)
                .registerConverter(URI.class, Cua::uri)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    printError(command.getCommandSpec(), Failure.describe(failure));
                    return FAILED;
                });
        try {
            return commandLine.execute(args);
        } catch (Error failure) {
            // Caught, because Java would end with 1, which means no.
            printError(commandLine.getCommandSpec(), Failure.describe(failure));
            return FAILED;
        }
    }

    /** Returns the result of a command as a JSON object, with a member for each component of the record. */
    static String json(Record result) throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }

    /** Prints a line on standard error, with the name of the command. */
    static void printError(CommandSpec command, String line) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + line);
    }

    private static TrackingId trackingId(String text) {
        try {
            return TrackingId.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + text + "' is not a URL: " + e.getReason() + " at position "
                    + (e.getIndex() + 1) + "; write a URL such as https://contoso.example/privacy");
        }
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
