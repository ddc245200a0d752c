// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingIdTest {
    private static final UUID GUID = UUID.fromString("b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @ParameterizedTest
    @CsvSource({
        "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, false",
        "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, false",
        "pid-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4, pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, false",
        "PID-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4, false",
        "pid-00000000-0000-0000-0000-000000000001, pid-00000000-0000-0000-0000-000000000001, false",
        "pid-399fb80b-c914-4257-b61e-91ab73733888-partnercenter,"
                + " pid-399fb80b-c914-4257-b61e-91ab73733888-partnercenter, true",
        "pid-399FB80B-c914-4257-b61e-91ab73733888-partnercenter,"
                + " pid-399FB80B-c914-4257-b61e-91ab73733888-partnercenter, true",
        "pid-contoso-myoffer-partnercenter, pid-contoso-myoffer-partnercenter, true",
        "pid-Contoso_1.My-Offer-partnercenter, pid-Contoso_1.My-Offer-partnercenter, true",
        "pid-c-partnercenter, pid-c-partnercenter, true",
        "pid-azAZ09-partnercenter, pid-azAZ09-partnercenter, true",
        // A name, because its five hexadecimal groups are too short for a damaged GUID.
        "pid-ad-be-ca-fe-ed-partnercenter, pid-ad-be-ca-fe-ed-partnercenter, true",
        "pid-contoso1-blob-file-disk-kubernetes1-partnercenter, pid-contoso1-blob-file-disk-kubernetes1-partnercenter,"
                + " true",
        // 64 characters.
        "pid-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-partnercenter,"
                + " pid-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-partnercenter, true",
    })
    void acceptsValidIds(String text, String token, boolean marketplace) {
        TrackingId id = TrackingId.of(text);

        assertThat(id).hasToString(token);
        assertThat(id.isMarketplace()).isEqualTo(marketplace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                    | it is empty; write pid-<GUID>",
                "pid-eb7927c8-dd66-43e1-b0cf-c346a422063"
                        + " | the last group of its GUID, 'c346a422063', has 11 digits instead of 12; copy the whole GUID",
                "eb7927c8-dd6-43e1-b0cf-c346a4220635 | the second group of its GUID, 'dd6', has 3 digits instead of 4",
                "pid-eb7927c8-dd66-43e1-b0cf-c346a422063O"
                        + " | the last group of its GUID, 'c346a422063O', has a character that is not a hexadecimal digit",
                "pid-399fb80b-c914-4257-b61e-91ab7373388-partnercenter"
                        + " | the last group of its GUID, '91ab7373388', has 11 digits instead of 12",
                "pid-pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 | it has the prefix pid- twice; write it once",
                "PID-pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 | it has the prefix pid- twice; write it once",
                "pid-pid-partnercenter | it has the prefix pid- twice; write it once",
                "abcdpid-b6addd8f | it is neither a GUID nor a marketplace ID; write",
                "pid-pid-contoso-myoffer-partnercenter | it has the prefix pid- twice; write it once",
                "pid-contoso-partnercenter-partnercenter | it has the suffix -partnercenter twice; write it once",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter-partnercenter | it has the suffix -partnercenter twice",
                "pid-partnercenter-partnercenter | it has the suffix -partnercenter twice; write it once",
                "pid-399fb80b-c914-4257-b61e-91ab73733888-PartnerCenter"
                        + " | a marketplace ID ends in -partnercenter, in lower case; copy it as Partner Center shows it",
                "pid-contoso-PARTNERCENTER | a marketplace ID ends in -partnercenter, in lower case; copy it",
                "pid-contoso_partnercenter | a marketplace ID ends in -partnercenter, in lower case; copy it",
                "pid-contoso-partnercentre | a marketplace ID ends in -partnercenter, in lower case; copy it",
                "4567890 | it has only digits, like a partner ID of the Microsoft partner network; write pid-",
                "00000000-0000-0000-0000-000000000000 | it is a placeholder; write the GUID that is registered",
                "pid-00000000-0000-0000-0000-000000000000 | it is a placeholder",
                "pid-00000000-0000-0000-0000-000000000000-partnercenter | it is a placeholder",
                "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX | it is a placeholder",
                "pid-XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX | it is a placeholder",
                "pid-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx-partnercenter | it is a placeholder",
                "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx | it is a placeholder",
                "{GUID} | it is a placeholder",
                "pid-<your GUID> | it is a placeholder",
                "${cua.tracking-id} | it is a variable that was not replaced by its value; set the variable, or write",
                "$CUA_ID | it is a variable that was not replaced",
                "$(CUA_ID) | it is a variable that was not replaced",
                "%CUA_ID% | it is a variable that was not replaced",
                "#{cuaId}# | it is a variable that was not replaced",
                "{{cuaId}} | it is a variable that was not replaced",
                "pid-$(CUA_ID) | it is a variable that was not replaced",
                "pid-%CUA_ID%-partnercenter | it is a variable that was not replaced",
                "pid-b6addd8f-5ff4-4fc0-a | its GUID is cut off after 20 characters; write all 36; an"
                        + " application ID of the Azure SDK cannot hold them, because it has at most 24",
                "b6addd8f- | its GUID is cut off after 9 characters",
                "b6addd8f-5ff44fc0a2b50ec7861106c4aaaaaaaaaaaaa | it is neither a GUID nor a marketplace ID",
                "b6addd8f | it is neither a GUID nor a marketplace ID",
                "pid-{b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4} | '{' at position 5 is not allowed",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-eastus-acasb"
                        + " | '-eastus-acasb' follows the GUID, so it would match no registered GUID;"
                        + " write pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4a | 'a' follows the GUID",
                "GUID-eastus-acasb | it is neither a GUID nor a marketplace ID; write pid-<GUID> for a registered GUID",
                "\"pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4\" | it is in quotes; remove the quotes",
                "\"pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 | '\"' at position 1 is not allowed",
                "\" | '\"' at position 1 is not allowed",
                "pid-contoso-myoffer | it is neither a GUID nor a marketplace ID; write",
                "pid- | it is neither a GUID nor a marketplace ID; write",
                "b6addd8f5ff44fc0a2b50ec7861106c4"
                        + " | it is a GUID without hyphens; write pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "pid-B6ADDD8F5FF44FC0A2B50EC7861106C4"
                        + " | it is a GUID without hyphens; write pid-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4",
                "contoso-myoffer-partnercenter | a marketplace ID starts with pid- in lower case; copy it",
                "PID-contoso-myoffer-partnercenter | a marketplace ID starts with pid- in lower case; copy it",
                "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter | a marketplace ID starts with pid- in lower case",
                "-partnercenter | a marketplace ID starts with pid- in lower case",
                "pid--partnercenter | pid- must be followed by a letter or a digit",
                "pid-partnercenter | pid- must be followed by a letter or a digit",
                "pid-.hidden-partnercenter | pid- must be followed by a letter or a digit",
                "pid-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-partnercenter"
                        + " | it has 65 characters, but a marketplace ID has at most 64",
                "pid-b6addd8f 5ff4-4fc0-a2b5-0ec7861106c4 | ' ' at position 13 is not allowed",
                "pid-contoso/myoffer-partnercenter | '/' at position 12 is not allowed",
                "pid-contoso(myoffer)-partnercenter | '(' at position 12 is not allowed",
                "pid-contoso)-partnercenter | ')' at position 12 is not allowed",
                "pid-contosö-partnercenter | '\\u00f6' at position 11 is not allowed",
            })
    void rejectsInvalidIdsWithProblemAndFix(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackingId.of(text))
                .withMessageContaining("is not a tracking ID: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4\n",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4\r\n",
                "pid-contoso-myoffer-partnercenter\n",
                "\npid-contoso-myoffer-partnercenter",
                "pid-contoso\r\nX-Injected: yes-partnercenter",
                "pid-contoso\tmyoffer-partnercenter",
                "pid-contoso\0-partnercenter",
                "pid-contoso\u0085-partnercenter",
                "pid-\uD83D\uDE00-partnercenter"
            })
    void rejectsHeaderInjectionAndEscapesItInTheMessage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackingId.of(text))
                .withMessageContaining("\\u")
                .satisfies(rejection -> assertThat(rejection.getMessage()).matches("[ -~]*"));
    }

    @Test
    void shortensLongTextInMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackingId.of("a".repeat(5000)))
                .withMessageContaining("'" + "a".repeat(100) + "… (5000 characters)'");
    }

    @Test
    void rejectsNullText() {
        assertThatNullPointerException().isThrownBy(() -> TrackingId.of((String) null));
    }

    @Test
    void returnsGuidWithoutPrefixAndSuffix() {
        assertThat(TrackingId.of(GUID)).hasToString("pid-" + GUID);
        assertThat(TrackingId.of(GUID).guid()).isEqualTo(GUID);
        assertThat(TrackingId.of("pid-" + GUID).guid()).isEqualTo(GUID);
        assertThat(TrackingId.of("pid-" + GUID + "-partnercenter").guid()).isEqualTo(GUID);
        assertThat(TrackingId.of("pid-contoso-myoffer-partnercenter").guid()).isNull();
    }

    @Test
    void rejectsNilGuidAsPlaceholder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackingId.of(new UUID(0, 0)))
                .withMessageContaining("it is a placeholder");
        assertThat(TrackingId.of(new UUID(0, 1)).guid()).isEqualTo(new UUID(0, 1));
    }

    @Test
    void randomIdsAreDifferentAndCanBeParsed() {
        TrackingId id = TrackingId.random();

        assertThat(TrackingId.of(id.toString())).isEqualTo(id);
        assertThat(TrackingId.random()).isNotEqualTo(id);
    }

    @Test
    void idsAreEqualIfTheirTokensAreEqual() {
        TrackingId id = TrackingId.of(GUID);

        assertThat(id).isEqualTo(TrackingId.of(GUID.toString().toUpperCase())).hasSameHashCodeAs(TrackingId.of(GUID));
        assertThat(id).doesNotHaveSameHashCodeAs(TrackingId.of("pid-contoso-myoffer-partnercenter"));
        assertThat(id).isNotEqualTo(TrackingId.of("pid-" + GUID + "-partnercenter"));
        assertThat(id).isNotEqualTo(id.toString()).isNotEqualTo(null);
    }
}
