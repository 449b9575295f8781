package io.orderpipeline.notifications.webhook;

import io.orderpipeline.notifications.notification.Notifier;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The webhook notifier, with {@code pipeline.notifier=webhook}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "pipeline.notifier", havingValue = "webhook")
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    private static final int LONGEST_HEADER = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    @Bean
    Notifier webhookNotifier(
            CloseableHttpClient webhookClient,
            ExecutorService webhookThreads,
            ObjectProvider<TaskDecorator> decorator,
            WebhookProperties properties) {
        RestClient client = RestClient.builder()
                .requestFactory(new HttpComponentsClientHttpRequestFactory(webhookClient))
                .build();
        WebhookSecret secret = WebhookSecret.of(properties.secret());
        TaskDecorator carrying = decorator.getIfAvailable(() -> task -> task);
        Executor executor = task -> webhookThreads.execute(carrying.decorate(task));
        return new WebhookNotifier(client, properties, secret, executor, Clock.systemUTC());
    }

    /** Needs no bounded queue: the relay's window and the limit on parked notifications already bound the work. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService webhookThreads(WebhookProperties properties) {
        int threads = properties.concurrency();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "webhook");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Bean
    BoundedExchange webhookDeadlines(WebhookProperties properties) {
        return new BoundedExchange(properties.longestRequest());
    }

    /** No redirects, no retries and no cookies: only the relay decides what is sent again, and where. */
    @Bean
    static CloseableHttpClient webhookClient(WebhookProperties properties, BoundedExchange deadlines) {
        DnsResolver names =
                properties.allowInternalAddresses() ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses();
        long readMillis = properties.readTimeout().toMillis();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_HEADER)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                .build())
                        .setMaxConnTotal(properties.concurrency())
                        .setMaxConnPerRoute(properties.concurrency())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout((int) readMillis, TimeUnit.MILLISECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(readMillis, TimeUnit.MILLISECONDS)
                        .build())
                .addExecInterceptorFirst("deadline", deadlines)
                .addExecInterceptorFirst("connection", new ConnectionPhase())
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "connected", ConnectionPhase::connected)
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }
}
