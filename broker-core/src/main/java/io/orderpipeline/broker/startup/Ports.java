package io.orderpipeline.broker.startup;

/** What a port number may be. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {}

    static void require(String property, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new PropertyRefusedException(
                    property, Integer.toString(port), "use a port from 1 to " + HIGHEST + ", or 0 for a free one");
        }
    }
}
