package io.orderpipeline.tools.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.tools.receiver.Notice;
import io.orderpipeline.tools.receiver.WebhookReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Receives webhooks on this machine and writes a line "status webhook-id orderId itemId traceparent" for each request; 401 means a wrong
 * signature or timestamp. Runs until it is killed.
 *
 * <p>Files in the control folder set the answers: "down" makes it answer 503 with Retry-After to everything, a file named after an item
 * makes it answer 400 for that item, and the item's name with ".once" makes it answer 500 once, which removes the file.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.check.ReceiveWebhooks secret control-folder received-file}
 */
public final class ReceiveWebhooks {

    /** As the specification recommends. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private ReceiveWebhooks() {}

    // The receiver's threads keep the process running, and the file open, until it is killed.
    public static void main(String[] arguments) throws IOException {
        Path control = Path.of(arguments[1]);
        PrintStream received = new PrintStream(Files.newOutputStream(Path.of(arguments[2])), true, UTF_8);
        WebhookReceiver receiver = WebhookReceiver.start(
                arguments[0], TOLERANCE, itemId -> status(control, itemId), notice -> write(received, notice));
        System.out.println("receiving at " + WebhookReceiver.url(receiver.port(), "check"));
    }

    private static int status(Path control, String itemId) {
        if (Files.exists(control.resolve("down"))) {
            return 503;
        }
        try {
            if (Files.deleteIfExists(control.resolve(itemId + ".once"))) {
                return 500;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.exists(control.resolve(itemId)) ? 400 : 200;
    }

    private static void write(PrintStream received, Notice notice) {
        received.println(String.join(
                " ",
                String.valueOf(notice.status()),
                notice.webhookId(),
                notice.orderId(),
                notice.itemId(),
                notice.traceparent()));
    }
}
