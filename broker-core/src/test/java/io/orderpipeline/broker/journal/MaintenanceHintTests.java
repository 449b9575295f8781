package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceHintTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/srv/pipeline      | /srv/pipeline",
                "/srv/ünï-1.0_a+b%c | /srv/ünï-1.0_a+b%c",
                "/srv/my pipeline   | '/srv/my pipeline'",
                "/srv/$HOME;reboot  | '/srv/$HOME;reboot'",
                "/srv/it's          | '/srv/it'\\''s'"
            })
    void namesTheFolderAsAShellReadsIt(Path dataFolder, String word) {
        String hint = MaintenanceHint.after(dataFolder.resolve("orders/orders.json"));

        assertThat(hint)
                .contains(" verify --pipeline.data-dir=" + word + ", then: ")
                .endsWith(" repair --pipeline.data-dir=" + word);
    }
}
