package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.wire.QueuedPublisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RabbitSenderTests {

    /** For a frozen server its kernel accepts connections. */
    @Test
    void closesPromptlyWhileItConnectsToAServerThatAnswersNothing() throws IOException {
        ConnectionFactory patient = new ConnectionFactory();
        patient.setHandshakeTimeout(60_000);
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket frozen = new ServerSocket(0, 1, here)) {
            Address address = new Address(here.getHostAddress(), frozen.getLocalPort());
            QueuedPublisher publisher =
                    new QueuedPublisher(new RabbitSender(new RabbitBus(patient, List.of(address), "unused", true)));
            CompletableFuture<Void> stage = publisher
                    .publish(new Delivery(new UnknownEvent("{}", "for the test")))
                    .toCompletableFuture();
            try (Socket connecting = frozen.accept()) {
                assertThat(connecting.isConnected()).isTrue();
                assertThat(CompletableFuture.runAsync(publisher::close)).succeedsWithin(Duration.ofSeconds(9));
                assertThat(stage).isCompletedExceptionally();
            }
        }
    }
}
