package io.orderpipeline.broker.management;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** How the endpoints of every service handle operators' input and unavailable stores. */
@AutoConfiguration
class ManagementInputAutoConfiguration {

    @Bean
    static StrictInput strictInput() {
        return new StrictInput();
    }

    @Bean
    static UnknownPath unknownPath() {
        return new UnknownPath();
    }

    @Bean
    static OutageAnswer outageAnswer() {
        return new OutageAnswer();
    }
}
