package io.orderpipeline.tools.link;

/** What a link does with bytes. */
public enum LinkState {
    OPEN,
    /** Connections are reset and new ones end at once. */
    CLOSED,
    /** Nothing arrives in either direction, and nobody is told: what was sent arrives when the link is open again. */
    SILENT,
    /** The same, of what the client sends. */
    SILENT_TO_SERVER,
    /** The same, of what the server answers. */
    SILENT_TO_CLIENT;

    boolean holds(boolean toServer) {
        return this == SILENT || this == (toServer ? SILENT_TO_SERVER : SILENT_TO_CLIENT);
    }
}
