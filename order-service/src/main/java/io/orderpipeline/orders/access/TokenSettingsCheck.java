package io.orderpipeline.orders.access;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.util.StringUtils;

/** Stops the start, before any bean exists, when tokens could not be verified, or would be accepted from those meant for others. */
final class TokenSettingsCheck implements BeanFactoryPostProcessor {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String PUBLIC_KEY = JWT + "public-key-location";
    private static final List<String> SOURCES = List.of(PUBLIC_KEY, JWT + "issuer-uri", JWT + "jwk-set-uri");

    private final Environment environment;
    private final ResourceLoader resources;

    TokenSettingsCheck(Environment environment, ResourceLoader resources) {
        this.environment = environment;
        this.resources = resources;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (SOURCES.stream().map(environment::getProperty).noneMatch(StringUtils::hasText)) {
            throw new PropertyRefusedException(
                    PUBLIC_KEY, "", "the profile secure needs a public key (PEM) here, or issuer-uri, or jwk-set-uri");
        }
        if (Stream.of("audiences", "audiences[0]")
                .map(name -> environment.getProperty(JWT + name))
                .noneMatch(StringUtils::hasText)) {
            throw new PropertyRefusedException(JWT + "audiences", "", "name the audience that tokens must be made for");
        }
        String location = environment.getProperty(PUBLIC_KEY);
        if (StringUtils.hasText(location)) {
            requireKey(resources.getResource(location), location);
        }
    }

    private static void requireKey(Resource key, String location) {
        try (InputStream pem = key.getInputStream()) {
            RsaKeyConverters.x509().convert(pem);
        } catch (IOException | IllegalArgumentException e) {
            throw new PropertyRefusedException(
                    PUBLIC_KEY,
                    location,
                    "give the location of an RSA public key as PEM, such as file:/etc/orders/tokens.pem");
        }
    }
}
