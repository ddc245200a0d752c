// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerNoticeTest {
    private static final URI LINK = URI.create("https://contoso.example/privacy_of_contoso?a=*b*");

    private final CustomerNotice software = CustomerNotice.forSoftware("Contoso");
    private final CustomerNotice template = CustomerNotice.forTemplate("Contoso");

    /** Renders the Markdown syntax that the library writes. */
    private static String render(String markdown) {
        return markdown.replaceAll("\\\\(\\p{Punct})|`([^`]+)`|<([^>]+)>", "$1$2$3");
    }

    @Test
    void softwareNoticeStatesWhatIsIdentified() {
        assertThat(software.toString())
                .startsWith("When software from Contoso deploys Azure resources, its requests carry a tracking ID")
                .contains("Microsoft can identify the resources that software from Contoso deployed")
                .contains("associate their Azure usage with this company.")
                .doesNotContain("template");
    }

    @Test
    void templateNoticeStatesWhatIsIdentified() {
        assertThat(template.toString())
                .startsWith("This template from Contoso deploys Azure resources and, in addition, an empty deployment")
                .contains("Microsoft can identify the resources that a template from Contoso deployed")
                .contains("associate their Azure usage with this company.")
                .doesNotContain("software");
    }

    @Test
    void bothNoticesStateWhoReceivesWhichInformation() {
        for (CustomerNotice notice : new CustomerNotice[] {software, template}) {
            assertThat(notice.toString())
                    .contains("privacy policies at https://www.microsoft.com/trustcenter apply")
                    .contains("Microsoft credits the usage to this company, and may report the usage to this company.")
                    .contains("The ID contains none of your data and no content of your resources.")
                    .contains("It does not change the resources or their price.")
                    .contains("The opt-out applies to new deployments only")
                    .doesNotContain("privacy statement");
        }
    }

    @Test
    void softwareNoticeDescribesSettingsThatOptOut() {
        MatchResult variable = find("environment variable (\\w+)=(\\w+)", software);
        MatchResult property = find("Java with -D([\\w.-]+)=(\\w+)", software);

        Map<String, String> variables = Map.of(variable.group(1), variable.group(2));
        Map<String, String> properties = Map.of(property.group(1), property.group(2));
        DeferredLog log = new DeferredLog(Log.of(getClass()));
        assertThat(Settings.of(Map.of(), variables).optOut(log)).isNotNull();
        assertThat(Settings.of(properties, Map.of()).optOut(log)).isNotNull();
        assertThat(software.toString()).contains("before you deploy");
    }

    @Test
    void templateNoticeDescribesHowToDeleteTheDeployment() {
        MatchResult resource = find("delete the resource of type (\\S+) whose name starts with (\\S+) from", template);

        assertThat(resource.group(1)).isEqualTo("Microsoft.Resources/deployments");
        assertThat(TrackingId.random().toString()).startsWith(resource.group(2));
        assertThat(template.toString()).contains("before you deploy").doesNotContain("CUA_", "cua.");
    }

    @Test
    void templateNoticeNamesOptOutParameter() {
        CustomerNotice notice = CustomerNotice.forTemplate("Contoso", "attributeUsage");

        assertThat(notice.toString())
                .contains(
                        "To opt out, set the parameter attributeUsage of the template to false, or delete the resource");
        assertThat(notice.toMarkdown()).contains("parameter `attributeUsage` of the template to `false`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forTemplate("Contoso", "a b"))
                .withMessage("'a b' is not a valid parameter name; start with a letter or underscore, then use letters,"
                        + " digits and underscores, such as attributeUsage");
    }

    private static MatchResult find(String pattern, CustomerNotice notice) {
        return Pattern.compile(pattern)
                .matcher(notice.toString())
                .results()
                .findFirst()
                .orElseThrow();
    }

    /** Needed because the names of many companies end in a full stop. */
    @Test
    void addsNoFullStopAfterPartnerName() {
        for (String text : new String[] {
            CustomerNotice.forSoftware("Contoso Inc.")
                    .withPrivacyStatement(LINK)
                    .toString(),
            CustomerNotice.forTemplate("Contoso Inc.")
                    .withPrivacyStatement(LINK)
                    .toString()
        }) {
            assertThat(text).contains("Contoso Inc. ").doesNotContain("..");
        }
    }

    @Test
    void withPrivacyStatementAddsOneSentenceToACopy() {
        CustomerNotice linked =
                software.withPrivacyStatement(URI.create("https://a.example")).withPrivacyStatement(LINK);

        String sentence = " See " + LINK + " for the privacy statement of this company.";
        assertThat(linked.toString().replace(sentence, "")).isEqualTo(software.toString());
        assertThat(linked.toString()).contains("may report the usage to this company." + sentence + "\n\n");
        assertThat(linked.toMarkdown()).contains(" See <" + LINK + "> for the privacy statement of this company.\n\n");
    }

    @Test
    void separatesParagraphsByABlankLine() {
        assertThat(software.toString()).doesNotEndWith("\n").doesNotContain("\r", "\n\n\n", "  ");
        assertThat(software.toString().split("\n\n")).hasSize(4).noneMatch(paragraph -> paragraph.contains("\n"));
    }

    @Test
    void markdownMarksLinksAndCode() {
        assertThat(software.toMarkdown())
                .contains("<https://www.microsoft.com/trustcenter>", "`CUA_OPT_OUT=true`", "`-Dcua.opt-out=true`");
        assertThat(template.toMarkdown()).contains("`Microsoft.Resources/deployments`", "`pid-`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contoso",
                "Contoso, Inc.",
                "**Contoso** _GmbH_ & Co. [KG](https://a.example) <b>`x`</b> \\ # ~~y~~ $z$",
                "Müller & Söhne",
                "株式会社コントソ",
            })
    void plainTextAndMarkdownHaveTheSameText(String partner) {
        for (CustomerNotice notice : new CustomerNotice[] {
            CustomerNotice.forSoftware(partner).withPrivacyStatement(URI.create("https://a.example/privacy")),
            CustomerNotice.forTemplate(partner)
        }) {
            assertThat(notice.toString()).contains(" from " + partner + " ");
            assertThat(render(notice.toMarkdown())).isEqualTo(notice.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*a* \\*a\\*",
                "_a_ \\_a\\_",
                "[a](b) \\[a\\]\\(b\\)",
                "![a] \\!\\[a\\]",
                "<b> \\<b\\>",
                "&lt; \\&lt;",
                "\\ \\\\",
                "\\* \\\\\\*",
                "`a` \\`a\\`",
                "# \\#",
                "~~a~~ \\~\\~a\\~\\~",
                "a|b a\\|b",
                "1. 1\\.",
                "+-= \\+\\-\\=",
                "{$x^2$} \\{\\$x\\^2\\$\\}",
                "www.a.example www\\.a\\.example",
                "https://a https\\://a",
                "a@b a\\@b",
                "O'a,b/c;d?\"% O'a,b/c;d?\"%",
                "Ö😀 Ö😀",
            },
            quoteCharacter = '\u0001')
    void escapesMarkdownInPartnerName(String partner, String escaped) {
        assertThat(CustomerNotice.forSoftware(partner).toMarkdown())
                .startsWith("When software from " + escaped + " deploys ")
                .contains("the resources that software from " + escaped + " deployed,");
        assertThat(CustomerNotice.forTemplate(partner).toMarkdown()).startsWith("This template from " + escaped + " ");
    }

    @Test
    void trimsPartnerName() {
        assertThat(CustomerNotice.forSoftware("  Contoso ")).hasToString(software.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is blank",
        "' ', it is blank",
        "\u00a0\u3000, it is blank",
        "'\n', it is blank",
        "\u200b\u2060, it is blank",
        "Con\uFFFDtoso, 'it has a line break, another control character or a character that was lost'",
        "Con\uD83Dtoso, 'it has a line break, another control character or a character that was lost'",
        "'Contoso\n', 'it has a line break, another control character or a character that was lost'",
        "'Contoso\r\nLtd', 'it has a line break, another control character or a character that was lost'",
        "'Con\ttoso', 'it has a line break, another control character or a character that was lost'",
        "Con\u0000toso, 'it has a line break, another control character or a character that was lost'",
        "Con\u0085toso, 'it has a line break, another control character or a character that was lost'",
        "Con\u2028toso, 'it has a line break, another control character or a character that was lost'",
        "Con\u2029toso, 'it has a line break, another control character or a character that was lost'",
    })
    void rejectsInvalidPartnerName(String partner, String problem) {
        String message = "is not the name of a partner: " + problem
                + "; write the name of the company on one line, as customers know it";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forSoftware(partner))
                .withMessageEndingWith(message)
                .withMessageNotContainingAny("\n", "\r", "\u2028");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forTemplate(partner))
                .withMessageEndingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "http://a.example/x", "HTTPS://a.example:8443/x", "https://[::1]/x"})
    void acceptsLinkOfAWebPage(String link) {
        assertThat(software.withPrivacyStatement(URI.create(link)).toString()).contains(" See " + link + " for");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy.html",
                "//a.example/privacy",
                "a.example/privacy",
                "https:/privacy",
                "https:privacy",
                "https:///privacy",
                "https://:8443/privacy",
                "mailto:privacy@a.example",
                "ftp://a.example/privacy",
                "javascript:alert(1)",
            })
    void rejectsLinkThatIsNotOfAWebPage(String link) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> software.withPrivacyStatement(URI.create(link)))
                .withMessage(
                        "'" + link + "' is not the link of a privacy statement: it is not an absolute https or http URL"
                                + " with a valid host; write a URL such as https://contoso.example/privacy");
    }

    @Test
    void rejectsLinkWhoseHostIsNotAscii() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> software.withPrivacyStatement(URI.create("https://m\u00fcller.example/privacy")))
                .withMessageContaining("'https://m\\u00fcller.example/privacy' is not the link")
                .withMessageContaining("with a valid host");
        assertThat(software.withPrivacyStatement(URI.create("https://xn--mller-kva.example/privacy"))
                        .toString())
                .contains(" See https://xn--mller-kva.example/privacy for");
    }

    @Test
    void rejectsNullNameAndNullLink() {
        assertThatNullPointerException().isThrownBy(() -> CustomerNotice.forSoftware(null));
        assertThatNullPointerException().isThrownBy(() -> CustomerNotice.forTemplate(null));
        assertThatNullPointerException().isThrownBy(() -> software.withPrivacyStatement(null));
    }
}
