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
 * Receives webhooks on this machine and writes a line "status webhook-id orderId itemId traceparent" for each request; 401 means that its signature or
 * its time was wrong. Runs until it is ended.
 *
 * <p>A folder says how it feels: while it holds the file "down" all are answered 503 with Retry-After, and while it holds a file with the
 * name of an item that item is answered 400. A file with the name of an item and ".once" is taken away by the request that is answered 500
 * for it.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.check.ReceiveWebhooks secret moods-folder received-file}
 */
public final class ReceiveWebhooks {

    /** As the specification advises. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private ReceiveWebhooks() {}

    // The receiver's threads keep the process, and the file, until it is killed.
    public static void main(String[] arguments) throws IOException {
        Path moods = Path.of(arguments[1]);
        PrintStream received = new PrintStream(Files.newOutputStream(Path.of(arguments[2])), true, UTF_8);
        WebhookReceiver receiver = WebhookReceiver.start(
                arguments[0], TOLERANCE, itemId -> mood(moods, itemId), notice -> write(received, notice));
        System.out.println("receiving at " + WebhookReceiver.url(receiver.port(), "check"));
    }

    private static int mood(Path moods, String itemId) {
        if (Files.exists(moods.resolve("down"))) {
            return 503;
        }
        try {
            if (Files.deleteIfExists(moods.resolve(itemId + ".once"))) {
                return 500;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.exists(moods.resolve(itemId)) ? 400 : 200;
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
