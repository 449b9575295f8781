package io.orderpipeline.orders.edge;

import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The threads that serve requests: two for each processor while none is held up, {@code server.tomcat.threads.max} when many are.
 * None waits for a body or for the disk, so that more would only take the processors from each other.
 */
@Component
@ConditionalOnThreading(Threading.PLATFORM)
final class RequestThreads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, AutoCloseable {

    private static final int PER_PROCESSOR = 2;

    private final ThreadPoolExecutor threads;

    RequestThreads(TomcatServerProperties properties) {
        int most = properties.getThreads().getMax();
        int usual = Math.max(
                properties.getThreads().getMinSpare(),
                PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        PatientQueue queue = new PatientQueue(System::nanoTime);
        threads = new ThreadPoolExecutor(
                Math.min(usual, most),
                most,
                // A thread too many ends when it finds nothing to do. Were it to stay a while, all would take turns and
                // none ever end.
                0,
                TimeUnit.SECONDS,
                queue,
                new TaskThreadFactory("orders-http-", true, Thread.NORM_PRIORITY));
        queue.setParent(threads);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.getProtocolHandler().setExecutor(threads));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
