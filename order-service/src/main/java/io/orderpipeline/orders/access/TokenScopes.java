package io.orderpipeline.orders.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token allows: {@code scope}, or else {@code scp}, as text or as a list. A claim of any other type allows nothing. */
final class TokenScopes implements Converter<Jwt, Collection<GrantedAuthority>> {

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        Object scopes = token.getClaims().containsKey("scope")
                ? token.getClaims().get("scope")
                : token.getClaims().get("scp");
        return texts(scopes)
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope))
                .toList();
    }

    private static Stream<String> texts(@Nullable Object scopes) {
        if (scopes instanceof String text) {
            return Arrays.stream(text.split(" ", -1)).filter(scope -> !scope.isEmpty());
        }
        return scopes instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }
}
