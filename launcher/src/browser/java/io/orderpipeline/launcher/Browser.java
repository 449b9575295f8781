package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium in headless mode. */
final class Browser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--no-first-run",
                // A foreign name that resolves to this machine, as after DNS rebinding.
                "--host-resolver-rules=MAP evil.example 127.0.0.1");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Sets the window size in CSS pixels and the colour scheme. */
    void looksLike(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void open(String url) {
        driver.get(url);
    }

    /** Opens an address in a new tab, in the foreground. */
    void openTab(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(url);
    }

    /** Brings the tab that was opened first to the front. */
    void toFirstTab() {
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    boolean isShown(String css) {
        return driver.findElement(By.cssSelector(css)).isDisplayed();
    }

    void awaitText(String css, String regex) {
        new WebDriverWait(driver, TIMEOUT)
                .withMessage(() -> css + " has the text " + text(css) + ", not " + regex)
                .until(ready -> text(css).matches("(?s)" + regex));
    }

    void awaitShown(String css) {
        new WebDriverWait(driver, TIMEOUT).until(ready -> count(css) > 0 && isShown(css));
    }

    /** Moves the focus to an element using only the Tab key; fails if Tab does not reach it. */
    void tabTo(String css) {
        WebElement wanted = driver.findElement(By.cssSelector(css));
        for (int i = 0; i < 60; i++) {
            if (driver.switchTo().activeElement().equals(wanted)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the Tab key does not reach " + css);
    }

    /** Fills a field of the form with any text, even one that no keyboard has. */
    void fill(String css, String text) {
        run("document.querySelector(arguments[0]).value = arguments[1]", css, text);
    }

    /** Whether the keyboard is at this element. */
    boolean isFocused(String css) {
        return driver.switchTo().activeElement().equals(driver.findElement(By.cssSelector(css)));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    Object run(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    /** The value that a script passes to its callback, the last argument. */
    String runLater(String script, Object... arguments) {
        return String.valueOf(driver.executeAsyncScript(script, arguments));
    }

    /** axe finds no accessibility violation, and the page does not scroll sideways. */
    void isAccessible() {
        Results results = new AxeBuilder().analyze(driver);
        assertThat(results.getViolations()).isEmpty();
        assertThat(run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo("true");
    }

    /** What the browser itself logged, such as a script blocked by the content security policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Takes a screenshot of the whole page, for people to look at. */
    void screenshot(String name) throws IOException {
        Object png = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), OutputType.BYTES.convertFromBase64Png(String.valueOf(png)));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
