package io.orderpipeline.orders.access;

import static org.springframework.security.oauth2.core.authorization.OAuth2AuthorizationManagers.hasScope;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;
import org.springframework.security.web.firewall.HttpFirewall;

/** Requires a token from every client of the orders API: {@code orders:write} to place orders, {@code orders:read} to read them. */
@Configuration(proxyBeanMethods = false)
@Profile(TokenAccessConfiguration.PROFILE)
@EnableWebSecurity
@Import(OAuth2ResourceServerAutoConfiguration.class)
class TokenAccessConfiguration {

    static final String PROFILE = "secure";

    @Bean
    static TokenSettingsCheck tokenSettingsCheck(Environment environment, ResourceLoader resources) {
        return new TokenSettingsCheck(environment, resources);
    }

    /**
     * Before the edge receives a body, and only once per request: later dispatches keep the result. Only for the API, because Spring Boot
     * would add the filter to the management port as well.
     */
    @Bean
    DelegatingFilterProxyRegistrationBean accessFilter() {
        DelegatingFilterProxyRegistrationBean filter = new DelegatingFilterProxyRegistrationBean(
                AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    /** Without {@code oauth2ResourceServer}, which would also accept DPoP tokens and publish metadata below /.well-known. */
    @Bean
    SecurityFilterChain ordersAccess(HttpSecurity http, ServletContext api, JwtDecoder decoder) {
        AccessRefusal refusal = new AccessRefusal();
        JwtAuthenticationConverter caller = new JwtAuthenticationConverter();
        caller.setJwtGrantedAuthoritiesConverter(new TokenScopes());
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(new TokenVerification(decoder));
        provider.setJwtAuthenticationConverter(caller);
        BearerTokenAuthenticationFilter tokens = new BearerTokenAuthenticationFilter(new ProviderManager(provider));
        tokens.setAuthenticationEntryPoint(refusal);
        return http.securityMatcher(request -> request.getServletContext() == api)
                .addFilterBefore(tokens, AuthorizationFilter.class)
                .addFilterAfter(new Caller(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST)
                        .access(hasScope("orders:write"))
                        .requestMatchers(HttpMethod.GET)
                        .access(hasScope("orders:read"))
                        .requestMatchers(HttpMethod.HEAD)
                        .access(hasScope("orders:read"))
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    HttpFirewall permissiveFirewall() {
        return new PermissiveFirewall();
    }

    /** Since RFC 9068, access tokens state their type; many issuers do not set it. */
    @Bean
    OAuth2TokenValidator<Jwt> typesTaken() {
        JwtTypeValidator validator = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        validator.setAllowEmpty(true);
        return validator;
    }

    /** A token that never expires could not be revoked. */
    @Bean
    OAuth2TokenValidator<Jwt> expiryRequired() {
        JwtTimestampValidator validator = new JwtTimestampValidator();
        validator.setAllowEmptyExpiryClaim(false);
        return validator;
    }
}
