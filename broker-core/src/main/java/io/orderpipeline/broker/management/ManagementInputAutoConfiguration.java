package io.orderpipeline.broker.management;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** How the endpoints of every service deal with what operators send, and with stores that cannot be asked. */
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
