package io.orderpipeline.orders.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps Spring Boot from securing whatever it finds. With Spring Security on the classpath it would put a login, with a
 * password of its own making, before every server of the JVM: the orders API in the default profile, the ports for operators,
 * and in the launcher the notification service. {@link TokenAccessConfiguration} takes what it needs by name instead.
 */
final class SecurityByProfileAlone implements AutoConfigurationImportFilter {

    private static final String SECURITY = "org.springframework.boot.security.";

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] imported = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            imported[i] = name == null || !name.startsWith(SECURITY);
        }
        return imported;
    }
}
