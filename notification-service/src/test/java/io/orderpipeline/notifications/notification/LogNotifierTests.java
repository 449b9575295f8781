package io.orderpipeline.notifications.notification;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogNotifierTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(SentLine.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void printsOneLine() {
        assertThat(lineFor("123", "itemA")).isEqualTo("🔔 notification.sent orderId=123 itemId=itemA");
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getLevel)
                .isEqualTo(Level.INFO);
    }

    @Test
    void printsPlainIdsLiterally() {
        assertThat(lineFor("a::b{}é中", "📦")).isEqualTo("🔔 notification.sent orderId=a::b{}é中 itemId=📦");
    }

    @Test
    void letsNoIdForgeALineOrAField() {
        assertThat(lineFor("1\n🔔 notification.sent orderId=2", "\u202ea\""))
                .isEqualTo("🔔 notification.sent orderId=\"1\\u000a🔔 notification.sent orderId=2\""
                        + " itemId=\"\\u202ea\\\"\"");
    }

    private String lineFor(String orderId, String itemId) {
        Notification notification = new Notification(new NotificationKey(orderId, itemId), Instant.EPOCH);
        assertThat(new LogNotifier().send(notification).toCompletableFuture()).isCompleted();
        return lines.list.get(0).getFormattedMessage();
    }
}
