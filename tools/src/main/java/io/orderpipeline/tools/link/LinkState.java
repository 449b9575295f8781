package io.orderpipeline.tools.link;

/** How a link treats bytes. */
public enum LinkState {
    OPEN,
    /** Connections are reset and new ones end at once. */
    CLOSED,
    /** Nothing arrives in either direction, and neither end notices: bytes sent meanwhile arrive when the link is open again. */
    SILENT,
    /** The same, but only for bytes from the client. */
    SILENT_TO_SERVER,
    /** The same, but only for bytes from the server. */
    SILENT_TO_CLIENT;

    boolean holds(boolean toServer) {
        return this == SILENT || this == (toServer ? SILENT_TO_SERVER : SILENT_TO_CLIENT);
    }
}
