// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates the notice that informs customers of attribution. The notice says what Microsoft can find out with the
 * tracking ID, who receives this information, and how to opt out. Microsoft asks partners to give such a notice. Put it
 * into a manual, a licence or the page from which a template is deployed:
 *
 * <pre>{@code
 * CustomerNotice notice = CustomerNotice.forSoftware("Contoso")
 *         .withPrivacyStatement(URI.create("https://contoso.example/privacy"));
 * System.out.println(notice);
 * Files.write(Paths.get("NOTICE.md"), notice.toMarkdown().getBytes("UTF-8"));
 * }</pre>
 *
 * <p>The text is a proposal and not legal advice. Check that it agrees with your own policies.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution#notify-your-customers">
 *     Azure customer usage attribution, notify your customers</a>
 */
public final class CustomerNotice {
    private static final String PARTNER = "{partner}";
    private static final String STATEMENT = "{statement}";
    private static final String BY_PARAMETER = "{by parameter}";

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cf}]*");
    /** Control characters, line breaks, and what a decoder puts in the place of bytes that it cannot decode. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\uFFFD]");
    /**
     * Characters with a meaning in Markdown, which a backslash takes away (CommonMark §2.4). The dot and the colon are
     * among them because GitHub turns addresses into links. Other punctuation means nothing and stays readable.
     */
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]()<>#+.!|~:@&$=^-]");

    /** The notice in Markdown, with {@link #PARTNER} and {@link #STATEMENT} to be replaced. */
    private final String text;

    private final String partner;
    private final @Nullable URI privacyStatement;

    private CustomerNotice(String text, String partner, @Nullable URI privacyStatement) {
        this.text = text;
        this.partner = partner;
        this.privacyStatement = privacyStatement;
    }

    /**
     * Creates the notice for software that deploys with this library. It describes the opt-out of this library.
     *
     * @param partner name of the company, as customers know it; in any script
     * @return a notice without a link to a privacy statement
     * @throws IllegalArgumentException if the name is blank or has a line break, another control character or U+FFFD,
     *     which stands for characters that were lost
     */
    public static CustomerNotice forSoftware(String partner) {
        return create("customer-notice-software.md", partner, "");
    }

    /**
     * Creates the notice for a Resource Manager template that contains an empty deployment named with the tracking ID.
     * It says that customers opt out by deleting that deployment from the template.
     *
     * @param partner name of the company, as customers know it; in any script
     * @return a notice without a link to a privacy statement
     * @throws IllegalArgumentException if the name is blank or has a line break, another control character or U+FFFD,
     *     which stands for characters that were lost
     */
    public static CustomerNotice forTemplate(String partner) {
        return create("customer-notice-template.md", partner, "");
    }

    /**
     * Creates the notice for a Resource Manager template that contains an empty deployment named with the tracking ID,
     * and a parameter by which customers opt out, see {@code TemplateAttribution.withOptOut} of {@code cua-templates}.
     *
     * @param partner name of the company, as customers know it; in any script
     * @param optOutParameter name of the bool parameter, such as {@code attributeUsage}
     * @return a notice without a link to a privacy statement
     * @throws IllegalArgumentException if {@code partner} is blank or has a line break, another control character or
     *     U+FFFD, which stands for characters that were lost; or if {@code optOutParameter} is not a valid name: a
     *     letter or underscore, then letters, digits and underscores
     */
    public static CustomerNotice forTemplate(String partner, String optOutParameter) {
        if (!optOutParameter.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("'" + Printable.of(optOutParameter) + "' is not a valid parameter name;"
                    + " start with a letter or underscore, then use letters, digits and underscores, such as"
                    + " attributeUsage");
        }
        return create(
                "customer-notice-template.md",
                partner,
                "set the parameter `" + optOutParameter + "` of the template to `false`, or ");
    }

    private static CustomerNotice create(String resource, String partner, String optOutByParameter) {
        String problem = BLANK.matcher(partner).matches()
                ? "it is blank"
                : UNPRINTABLE.matcher(partner).find()
                        ? "it has a line break, another control character or a character that was lost"
                        : null;
        if (problem != null) {
            throw new IllegalArgumentException("'" + Printable.of(partner) + "' is not the name of a partner: "
                    + problem + "; write the name of the company on one line, as customers know it");
        }
        InputStream in = Objects.requireNonNull(CustomerNotice.class.getResourceAsStream(resource), resource);
        String file = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .collect(Collectors.joining("\n"));
        // In the file lines are wrapped; in the notice a paragraph is one line.
        String text = file.trim().replaceAll("(?<!\n)\n(?!\n)", " ");
        return new CustomerNotice(text.replace(BY_PARAMETER, optOutByParameter), partner.trim(), null);
    }

    /**
     * Adds a sentence that refers to the partner's own privacy statement.
     *
     * @param link its absolute {@code https} or {@code http} URL; write a host name that is not ASCII in its ASCII
     *     form, such as {@code xn--mller-kva.example}
     * @return a copy with that sentence, in place of an earlier one
     * @throws IllegalArgumentException if it is not such a URL
     */
    public CustomerNotice withPrivacyStatement(URI link) {
        boolean http = "https".equalsIgnoreCase(link.getScheme()) || "http".equalsIgnoreCase(link.getScheme());
        if (!http || link.getHost() == null) {
            throw new IllegalArgumentException("'" + Printable.of(link.toString())
                    + "' is not the link of a privacy statement: it is not an absolute https or http URL with a valid host;"
                    + " write a URL such as https://contoso.example/privacy");
        }
        return new CustomerNotice(text, partner, link);
    }

    /**
     * Returns the notice as plain text.
     *
     * @return paragraphs, each on one line, with a blank line between them. Lines end in {@code \n}, except the last
     */
    @Override
    public String toString() {
        return complete(text.replaceAll("[`<>]", ""), "", "", partner);
    }

    /**
     * Returns the notice as Markdown (CommonMark), without a heading. Nothing in the partner's name acts as Markdown or
     * HTML.
     *
     * @return the paragraphs of {@link #toString()}, with links and code marked as such
     */
    public String toMarkdown() {
        return complete(text, "<", ">", MARKDOWN.matcher(partner).replaceAll("\\\\$0"));
    }

    private String complete(String incomplete, String linkStart, String linkEnd, String name) {
        // No full stop follows the link or a name: it could be read as a part of the link, and many names end in one.
        String statement = privacyStatement == null
                ? ""
                : " See " + linkStart + privacyStatement + linkEnd + " for the privacy statement of this company.";
        return incomplete.replace(STATEMENT, statement).replace(PARTNER, name);
    }
}
