package io.orderpipeline.notifications;

import io.orderpipeline.architecture.ModuleRulesTests;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void notificationsDoNotKnowSpring() {
        rules.keepsSpringOutOf("notifications.notification");
        rules.keepsSpringOutOf("notifications.delivery");
    }
}
