package io.orderpipeline.tools.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkTests {

    private static final int SILENCE_MILLIS = 200;

    private ServerSocket listener;
    private Link link;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        link = Link.to("client>server", listener.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        link.close();
        listener.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        assertThat(carries(client, server)).isTrue();
        assertThat(carries(server, client)).isTrue();
    }

    @Test
    void holdsBytesBackInOneDirectionAndThenDeliversThem() throws IOException {
        link.become(LinkState.SILENT_TO_CLIENT);
        assertThat(carries(client, server)).isTrue();
        assertThat(carries(server, client)).isFalse();
        link.become(LinkState.OPEN);
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    @Test
    void doesNotSayThatAnEndIsGoneWhileItIsSilent() throws IOException {
        link.become(LinkState.SILENT);
        client.close();
        server.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        link.become(LinkState.OPEN);
        server.setSoTimeout(0);
        assertThat(server.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void resetsConnectionsWhenItIsClosedAndTakesNewOnesAfterwards() throws IOException {
        link.become(LinkState.CLOSED);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
        link.become(LinkState.OPEN);
        try (Socket next = new Socket(InetAddress.getLoopbackAddress(), link.port());
                Socket accepted = listener.accept()) {
            assertThat(carries(next, accepted)).isTrue();
        }
    }

    /** Whether a byte arrives soon. */
    private static boolean carries(Socket from, Socket to) throws IOException {
        from.getOutputStream().write('x');
        to.setSoTimeout(SILENCE_MILLIS);
        try {
            return to.getInputStream().read() == 'x';
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            to.setSoTimeout(0);
        }
    }
}
