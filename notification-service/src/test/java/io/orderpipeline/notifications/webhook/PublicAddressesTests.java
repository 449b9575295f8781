package io.orderpipeline.notifications.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "::1",
                "0.0.0.0",
                "::",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "224.0.0.1",
                "ff02::1",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "fd00:ec2::254",
                "192.0.2.1",
                "192.88.99.1",
                "198.51.100.1",
                "203.0.113.1",
                "64:ff9b:1::7f00:1",
                "100::1",
                "2001::7f00:1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "4000::1"
            })
    void refusesInternalAddresses(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isInternal(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.0.1.1",
                "198.51.101.1",
                "203.0.112.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1",
                "3ffe::1",
                "193.0.0.1"
            })
    void allowsPublicAddresses(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isInternal(InetAddress.getByName(address))).isFalse();
    }
}
