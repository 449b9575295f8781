package io.orderpipeline.broker.management;

import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** The relay: status, pause, resume. */
@WebEndpoint(id = "relay")
final class RelayEndpoint {

    private final OutboxRelay relay;

    RelayEndpoint(OutboxRelay relay) {
        this.relay = relay;
    }

    /** The status as operators see it. */
    record View(
            RelayStatus.State state,
            long doneSeq,
            long lastSeq,
            long backlog,
            @Nullable Instant oldestUndoneAt) {}

    @ReadOperation
    View status() {
        RelayStatus status = relay.status();
        return new View(status.state(), status.doneSeq(), status.lastSeq(), status.backlog(), status.oldestUndoneAt());
    }

    @WriteOperation
    WebEndpointResponse<Object> change(String action) {
        switch (action) {
            case "pause" -> relay.pause();
            case "resume" -> relay.resume();
            default -> {
                return Answers.badRequest("action must be pause or resume");
            }
        }
        return Answers.ok(status());
    }
}
