package io.orderpipeline.notifications.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names, but never to an internal address. The client connects only to the addresses returned here and does not resolve the name
 * again, so changing the DNS answer a moment later gains an attacker nothing.
 */
final class PublicAddresses implements DnsResolver {

    private final DnsResolver names;

    PublicAddresses() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    PublicAddresses(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (isInternal(address)) {
                throw new InternalAddressException(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** Addresses in the special-purpose registries (RFC 6890), and multicast. */
    static boolean isInternal(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return address instanceof Inet6Address v6 ? isInternal(v6) : isInternal((Inet4Address) address);
    }

    private static boolean isInternal(Inet4Address address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return first == 0 // this network
                || (first == 100 && second >= 64 && second < 128) // carrier-grade NAT
                || (first == 192 && second == 0 && (third == 0 || third == 2)) // protocol assignments, documentation
                || (first == 192 && second == 88 && third == 99) // 6to4 relays
                || (first == 198 && (second == 18 || second == 19)) // benchmarks
                || (first == 198 && second == 51 && third == 100) // documentation
                || (first == 203 && second == 0 && third == 113) // documentation
                || first >= 240; // reserved, broadcast
    }

    /** Everything except global unicast, 2000::/3; within that, also addresses that embed IPv4 or are reserved. */
    private static boolean isInternal(Inet6Address address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        int first = Short.toUnsignedInt(bytes.getShort());
        int second = Short.toUnsignedInt(bytes.getShort());
        return first >> 13 != 1
                || (first == 0x2001 && second < 0x200) // protocol assignments, among them Teredo
                || (first == 0x2001 && second == 0xdb8) // documentation
                || first == 0x2002 // 6to4
                || (first == 0x3fff && second < 0x1000); // documentation
    }

    /** The name resolves to an internal address. */
    static final class InternalAddressException extends UnknownHostException {
        InternalAddressException(String host, InetAddress address) {
            super(String.format(
                    Locale.ROOT,
                    "%s is at the internal address %s, which pipeline.webhook.allow-internal-addresses=false forbids",
                    host,
                    address.getHostAddress()));
        }
    }
}
