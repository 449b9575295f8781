package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Checks the address of the database before the driver sees it: the driver shows parts of a malformed one, which may be a password. */
final class DatabaseUrl {

    static final String PROPERTY = "spring.datasource.url";

    private static final String EXAMPLE = "use an address such as jdbc:postgresql://localhost:5432/orders";

    private static final Pattern USER_IN_IT = Pattern.compile("jdbc:postgresql://[^/?]*@.*", Pattern.DOTALL);

    private static final Pattern READABLE =
            Pattern.compile("jdbc:postgresql:(//([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])?(:\\d{1,5})?"
                    + "(,([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?)*/)?[^/?]*(\\?.*)?");

    private DatabaseUrl() {}

    /** @throws PropertyRefusedException when it is not an address of PostgreSQL, or contains a user */
    static String required(@Nullable String url) {
        if (url == null || url.isBlank()) {
            throw new PropertyRefusedException(PROPERTY, null, EXAMPLE);
        }
        if (USER_IN_IT.matcher(url).matches()) {
            throw new PropertyRefusedException(
                    PROPERTY, null, "give the user as spring.datasource.username and spring.datasource.password");
        }
        if (!READABLE.matcher(url).matches() || Driver.parseURL(url, null) == null) {
            throw new PropertyRefusedException(PROPERTY, null, EXAMPLE);
        }
        return url;
    }

    /** The address without parameters, which may be secret. */
    static String shown(String url) {
        return url.split("\\?", 2)[0];
    }
}
