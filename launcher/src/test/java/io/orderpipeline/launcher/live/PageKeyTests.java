package io.orderpipeline.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageKeyTests {

    private final PageKey key = new PageKey();

    @Test
    void isGivenForTheTokenOnce() {
        String given = key.redeem(key.token()).orElseThrow();

        assertThat(key.fits(given)).isTrue();
        assertThat(key.redeem(key.token())).isEmpty();
        assertThat(key.fits(given)).isTrue();
    }

    @Test
    void isNotGivenForAnythingElse() {
        assertThat(key.redeem("")).isEmpty();
        assertThat(key.redeem(key.token() + "x")).isEmpty();
        assertThat(key.isUsed()).isFalse();
        assertThat(key.redeem(key.token())).isPresent();
    }

    @Test
    void fitsNothingBeforeItIsGiven() {
        assertThat(key.fits(null)).isFalse();
        assertThat(key.fits("")).isFalse();
        assertThat(key.fits(key.token())).isFalse();
    }

    @Test
    void isNotTheToken() {
        key.redeem(key.token());

        assertThat(key.fits(key.token())).isFalse();
        assertThat(new PageKey().token()).isNotEqualTo(key.token());
    }
}
