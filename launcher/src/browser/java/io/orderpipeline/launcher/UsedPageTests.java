package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The live page in longer use: restarts, many tabs, the keyboard, a screen reader, and clients that choose odd ids. */
@ExtendWith(OutputCaptureExtension.class)
class UsedPageTests {

    private static final Pattern LINK = Pattern.compile("Live page: (\\S+) ");
    private static final int STREAMS = 16;

    @TempDir
    private Path folder;

    private Pipeline pipeline;
    private Browser browser;

    @BeforeEach
    void start() {
        pipeline = start(0);
        browser = new Browser();
        browser.looksLike(1280, 900, false);
    }

    private Pipeline start(int port) {
        return Pipeline.start(Stream.concat(
                        Stream.of(new DataFolder(folder).arguments())
                                .map(argument ->
                                        argument.equals("--server.port=0") ? "--server.port=" + port : argument),
                        Stream.of("--pipeline.retry.first-pause=5ms", "--pipeline.relay.longest-pause=500ms"))
                .toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        browser.close();
        pipeline.close();
    }

    @Test
    void theLinkUnlocksAPageThatIsOpenAlready(CapturedOutput output) {
        browser.open(page());
        browser.awaitShown("#read-only");

        browser.open(link(output));
        browser.awaitShown("#place-one");
        assertThat(browser.address()).isEqualTo(page());
    }

    @ParameterizedTest
    @ValueSource(strings = {"in the open page", "in another page of the tab"})
    void theLinkOfTheNextStartUnlocksTheSameTab(String where, CapturedOutput output) {
        browser.open(link(output));
        browser.awaitShown("#place-one");
        int port = PageClient.port(pipeline);
        pipeline.close();
        browser.awaitText("#badge-text", "Reconnecting");
        if (where.contains("another")) {
            browser.open("about:blank");
        }

        pipeline = start(port);
        browser.open(link(output));
        browser.awaitText("#badge-text", "Ready");
        browser.awaitShown("#place-one");
        press("#broker");
        browser.awaitText("#badge-text", "Broker down.*");
    }

    @Test
    void aProcessThatWasRestartedTakesTheControlsAway(CapturedOutput output) {
        browser.open(link(output));
        browser.awaitShown("#place-one");
        browser.tabTo("#broker");
        int port = PageClient.port(pipeline);
        pipeline.close();
        pipeline = start(port);

        browser.awaitShown("#read-only");
        browser.awaitText("#read-only-why", "The process was restarted.*");
        assertThat(browser.isFocused("#read-only-title")).isTrue();
    }

    @Test
    void moreTabsThanABrowserHasConnectionsAllWork(CapturedOutput output) {
        browser.open(link(output));
        browser.awaitText("#badge-text", "Ready");
        for (int i = 0; i < 7; i++) {
            browser.openTab(page());
            browser.awaitText("#badge-text", "Ready");
        }

        browser.toFirstTab();
        browser.awaitShown("#place-one");
        press("#place-one");
        browser.awaitText("#answer", "202.*");
        browser.awaitText("#stop-notified .number", "1");
    }

    @Test
    void saysThatTooManyPagesAreOpen() {
        List<PageClient.Stream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(PageClient.of(pipeline).stream());
        }
        browser.open(page());
        browser.awaitText(
                "#said", "Cannot connect to the pipeline: the live page is already open 16 times; close one\\..*");
        assertThat(browser.text("#stop-accepted .number")).isEqualTo("–");

        streams.forEach(PageClient.Stream::close);
        browser.awaitText("#badge-text", "Ready");
    }

    @Test
    void theKeyboardStaysWhereItsLetterWas(CapturedOutput output) {
        browser.open(link(output));
        browser.awaitShown("#place-one");
        for (int letters = 1; letters <= 3; letters++) {
            press("#item");
            browser.awaitText("#badge-text", letters + " dead letters?");
            press("#item");
            browser.awaitText("#item-now", "no item is refused");
        }

        discardTheSecondLetter();
        browser.awaitText("#badge-text", "2 dead letters");
        assertThat(browser.isFocused("#letter-list li:nth-child(2) [data-act=discard]"))
                .isTrue();
        // Sent again from elsewhere, the letter above leaves, and the one below keeps the keyboard.
        browser.run("document.querySelector('#letter-list li:first-child [data-act=redrive]').click()");
        browser.awaitText("#badge-text", "1 dead letter");
        assertThat(browser.isFocused("#letter-list li:first-child [data-act=discard]"))
                .isTrue();
        browser.press(Keys.ENTER);
        browser.tabTo("#sure-yes");
        browser.press(Keys.ENTER);
        browser.awaitText("#badge-text", "All well");
        assertThat(browser.isFocused("#orders-title")).isTrue();

        press("#place-fifty");
        browser.awaitText("#answer", "202.*50 orders accepted.*");
        assertThat(browser.isFocused("#place-fifty")).isTrue();
    }

    private void discardTheSecondLetter() {
        press("#letter-list li:nth-child(2) [data-act=discard]");
        browser.awaitShown("#sure");
        browser.tabTo("#sure-yes");
        browser.press(Keys.ENTER);
    }

    @Test
    void readsOutWhatGoesWrongAndNotEveryOrder(CapturedOutput output) {
        browser.open(link(output));
        browser.awaitShown("#place-one");
        browser.run("""
            window.heard = [];
            new MutationObserver(() => heard.push(news.textContent)).observe(news, { childList: true });\
            """);
        for (int orders = 1; orders <= 3; orders++) {
            press("#place-one");
            browser.awaitText("#stop-notified .number", String.valueOf(orders));
            browser.awaitText("#badge-text", "Delivering");
            browser.awaitText("#badge-text", "All well");
        }
        assertThat(browser.run("return heard.join()")).isEqualTo("All well");

        press("#broker");
        browser.awaitText("#badge-text", "Broker down, nothing lost");
        press("#place-one");
        browser.awaitText("#stop-waiting .number", "1");
        press("#broker");
        browser.awaitText("#badge-text", "All well");
        assertThat(browser.run("return heard.join()"))
                .asString()
                .matches("All well,Broker down, nothing lost,(Outage, nothing lost,)?All well");
    }

    @Test
    void listsEachRefusedOrderOnce(CapturedOutput output) {
        browser.open(link(output));
        browser.awaitShown("#place-one");
        // Many of them alike and in the same millisecond.
        browser.run("""
            for (let i = 0; i < 60; i++) {
              fetch('/orders', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
            }\
            """);

        browser.awaitText("#refused-list", "400.*");
        press("#place-one");
        browser.awaitText("#badge-text", "All well");
        assertThat(browser.count("#refused-list li")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 640, 768, 1024, 1280})
    void oddIdsStayInTheirPlace(int width, CapturedOutput output) throws Exception {
        browser.looksLike(width, 900, false);
        browser.open(link(output));
        browser.awaitShown("#place-one");
        List<String> odd = List.of(
                "\u202efdp.exe",
                "<img src=x onerror=alert(1)>",
                "\ud83d\udce6".repeat(200),
                "W".repeat(200),
                " a ",
                "\u0634\u0631\u0643\u0629".repeat(9));
        for (String id : odd) {
            browser.fill("#items", id + ", " + odd.indexOf(id) + "\ufdfd".repeat(40));
            browser.fill("#order-id", id);
            press("#place-one");
            browser.awaitText("#answer", "202.*");
            browser.run("document.querySelector('#answer').replaceChildren()");
        }
        press("#place-again");
        browser.awaitText("#refused-list", "409.*");

        browser.awaitText("#orders tbody", ".*\\\\u202efdp.exe.*");
        browser.screenshot("odd-ids-" + width);
        browser.isAccessible();
        assertThat(browser.run("""
            return [...document.querySelectorAll('td, .switch, .stop, .list li, .answer, .chart, button')]
              .filter(box => box.offsetWidth > 0 && box.scrollWidth > box.clientWidth + 1).map(box => box.outerHTML).join();\
            """)).as("what sticks out of its box").isEqualTo("");
    }

    private void press(String button) {
        browser.tabTo(button);
        browser.press(Keys.ENTER);
    }

    private String page() {
        return "http://localhost:" + PageClient.port(pipeline) + "/";
    }

    /** The link of the latest start. */
    private static String link(CapturedOutput output) {
        Matcher logged = LINK.matcher(output.getOut());
        String link = "";
        while (logged.find()) {
            link = logged.group(1);
        }
        return link;
    }
}
