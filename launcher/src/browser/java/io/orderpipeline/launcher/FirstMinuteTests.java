package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A newcomer's first minute with the live page, using only the keyboard. */
@ExtendWith(OutputCaptureExtension.class)
class FirstMinuteTests {

    private static final Pattern LINK = Pattern.compile("Live page: (\\S+) ");

    @TempDir
    private Path folder;

    private Pipeline pipeline;
    private Browser browser;
    private String link;

    @BeforeEach
    void start(CapturedOutput output) {
        String[] arguments = Stream.concat(
                        Stream.of(new DataFolder(folder).arguments()),
                        Stream.of("--pipeline.retry.first-pause=5ms", "--pipeline.relay.longest-pause=500ms"))
                .toArray(String[]::new);
        pipeline = Pipeline.start(arguments);
        Matcher logged = LINK.matcher(output.getOut());
        assertThat(logged.find()).isTrue();
        link = logged.group(1);
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
        pipeline.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void showsThatNothingIsLost(int width, boolean dark) throws IOException {
        String name = width + (dark ? "-dark-" : "-light-");
        browser.looksLike(width, 900, dark);

        browser.open(link);
        browser.awaitText("#said", "Nothing yet. Place your first order.");
        assertThat(browser.address())
                .as("the token is removed from the address")
                .doesNotContain("token");
        checkAndScreenshot(name + "1-nothing-yet");

        press("#place-one");
        browser.awaitText("#answer", "202.*accepted as .*");
        browser.awaitText("#badge-text", "All well");
        browser.awaitText("#orders tbody tr:first-child .pill", "notified in .*");
        press("#place-again");
        browser.awaitText("#answer", "409.*duplicate orderId");
        browser.awaitText("#refused-list", "409 duplicate orderId.*");
        press("#place-fifty");
        browser.awaitText("#answer", "202.*50 orders accepted in .*");
        browser.awaitText("#stop-notified .number", "51");
        checkAndScreenshot(name + "2-all-well");

        press("#broker");
        browser.awaitText("#badge-text", "Broker down, nothing lost");
        press("#place-one");
        browser.awaitText("#stop-waiting .number", "1");
        press("#place-one");
        browser.awaitText("#stop-waiting .number", "2");
        browser.awaitText("#stop-notified .number", "51");
        browser.awaitText("#orders tbody tr:first-child .pill", "waiting, .*");
        checkAndScreenshot(name + "3-broker-down");
        press("#broker");
        browser.awaitText("#stop-notified .number", "53");
        browser.awaitText("#badge-text", "All well");

        press("#receiver");
        browser.awaitText("#badge-text", "Receiver down, nothing lost");
        press("#place-one");
        browser.awaitText("#stop-waiting .number", "1");
        checkAndScreenshot(name + "4-receiver-down");
        press("#receiver");
        browser.awaitText("#stop-notified .number", "54");

        press("#relay");
        browser.awaitText("#badge-text", "Paused");
        checkAndScreenshot(name + "5-paused");
        press("#relay");

        press("#item");
        browser.awaitText("#badge-text", "1 dead letter");
        checkAndScreenshot(name + "6-dead-letter");
        press("#item");
        browser.awaitText("#item-now", "no item is refused");
        press("[data-act=redrive]");
        browser.awaitText("#badge-text", "All well");
        browser.awaitText("#stop-notified .number", "55");

        press("#kill");
        browser.awaitShown("#sure");
        checkAndScreenshot(name + "7-sure");
        browser.press(Keys.ESCAPE);
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("status of 409"));

        pipeline.close();
        browser.awaitText("#badge-text", "Reconnecting");
        checkAndScreenshot(name + "8-stream-lost");
    }

    private void press(String button) {
        browser.tabTo(button);
        browser.press(Keys.ENTER);
    }

    private void checkAndScreenshot(String name) throws IOException {
        browser.screenshot(name);
        browser.isAccessible();
    }
}
