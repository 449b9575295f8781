package io.orderpipeline.broker.startup;

import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.startup.PipelineProperties.Broker;
import io.orderpipeline.broker.startup.PipelineProperties.Store;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Stops the start, before any bean exists, when a broker or store was chosen that no jar on the classpath brings. */
final class AdapterCheck implements BeanFactoryPostProcessor {

    private final PipelineProperties properties;

    AdapterCheck(PipelineProperties properties) {
        this.properties = properties;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (properties.broker() == Broker.KAFKA && missing(beans, EventPublisher.class)) {
            throw new PropertyRefusedException(
                    "pipeline.broker", "kafka", "the Kafka adapter is not on the classpath; add it or use in-process");
        }
        if (properties.store() == Store.POSTGRES && missing(beans, Outbox.class)) {
            throw new PropertyRefusedException(
                    "pipeline.store", "postgres", "the PostgreSQL adapter is not on the classpath; add it or use file");
        }
    }

    private static boolean missing(ConfigurableListableBeanFactory beans, Class<?> port) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, port, true, false).length == 0;
    }
}
