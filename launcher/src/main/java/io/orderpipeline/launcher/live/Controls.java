package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs the page's commands: breaks the pipeline, repairs it, redrives and discards dead letters. Thread-safe.
 *
 * @param kill kills this process shortly afterwards, like {@code kill -9}
 */
record Controls(Faults faults, OutboxRelay relay, DeadLetterOffice office, Runnable kill) {

    private static final Logger log = LoggerFactory.getLogger(Controls.class);

    private static final int LONGEST = 500;

    /**
     * Performs the command.
     *
     * @param from the client's address, for the log
     * @return the result, in one sentence
     * @throws IllegalArgumentException if the command is invalid; the message says why
     */
    String perform(Command command, String from) {
        log.info("live.control action={} from={}", LogValue.of(command.action()), from);
        switch (command.action()) {
            case "break-broker" -> faults.breakBroker(true);
            case "repair-broker" -> faults.breakBroker(false);
            case "break-receiver" -> faults.breakReceiver(true);
            case "repair-receiver" -> faults.breakReceiver(false);
            case "refuse-item" -> faults.refuse(given("item", command.item()));
            case "accept-item" -> faults.refuseNothing();
            case "pause" -> relay.pause();
            case "resume" -> relay.resume();
            case "redrive" -> {
                return sentence(office.redrive(given("letter", command.letter())));
            }
            case "discard" -> {
                return sentence(office.discard(given("letter", command.letter()), command.reason()));
            }
            case "kill" -> kill.run();
            default -> throw new IllegalArgumentException("unknown action: " + LogValue.of(command.action()));
        }
        return "done";
    }

    private static String sentence(Verdict verdict) {
        String result = verdict.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return verdict.detail().isEmpty() ? result : result + ": " + verdict.detail();
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(name + " must be a text of at most " + LONGEST + " characters");
        }
        return value;
    }
}
