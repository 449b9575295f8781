package io.orderpipeline.orders.access;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.util.StringUtils;

/** Stops the start, before any bean exists, when tokens could not be verified or tokens meant for other services would be accepted. */
record TokenSettingsCheck(Environment environment, ResourceLoader resources) implements BeanFactoryPostProcessor {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String PUBLIC_KEY = JWT + "public-key-location";
    private static final List<String> URLS = List.of(JWT + "issuer-uri", JWT + "jwk-set-uri");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Stream.concat(Stream.of(PUBLIC_KEY), URLS.stream())
                .map(environment::getProperty)
                .noneMatch(StringUtils::hasText)) {
            throw new PropertyRefusedException(
                    PUBLIC_KEY, "", "the profile secure needs a public key (PEM) here, or issuer-uri, or jwk-set-uri");
        }
        if (Stream.of("audiences", "audiences[0]")
                .map(name -> environment.getProperty(JWT + name))
                .noneMatch(StringUtils::hasText)) {
            throw new PropertyRefusedException(
                    JWT + "audiences", "", "name the audience that tokens must be issued for");
        }
        URLS.forEach(this::requireUrl);
        String location = environment.getProperty(PUBLIC_KEY);
        if (StringUtils.hasText(location)) {
            requireKey(resources.getResource(location), location);
        }
    }

    /** Any other value would make every token fail with 503. */
    private void requireUrl(String property) {
        String url = environment.getProperty(property);
        if (StringUtils.hasText(url) && !leadsToAHost(url)) {
            throw new PropertyRefusedException(property, url, "give a URL, such as https://issuer.example/keys");
        }
    }

    private static boolean leadsToAHost(String url) {
        try {
            URI uri = new URI(url);
            return uri.getRawAuthority() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
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
