package io.orderpipeline.notifications.management;

import io.orderpipeline.broker.management.Answers;
import io.orderpipeline.notifications.delivery.RedriveRun;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Shows and stops the redrive of many letters that {@code POST deadletters} started. */
@WebEndpoint(id = "redrive")
final class RedriveEndpoint {

    private final LatestRedrive redrive;

    RedriveEndpoint(LatestRedrive redrive) {
        this.redrive = redrive;
    }

    @ReadOperation
    WebEndpointResponse<Object> progress() {
        return redrive.get()
                .map(run -> Answers.ok(run.progress()))
                .orElseGet(() -> Answers.notFound("no redrive has been started yet"));
    }

    /** Stops it after the letter being tried. */
    @DeleteOperation
    WebEndpointResponse<Object> stop() {
        redrive.get().ifPresent(RedriveRun::stop);
        return progress();
    }
}
