package io.orderpipeline.broker.management;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** How strictly the endpoints of every service read what operators send. */
@AutoConfiguration
class ManagementInputAutoConfiguration {

    @Bean
    static StrictInput strictInput() {
        return new StrictInput();
    }
}
