package io.orderpipeline.tools;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Runs the packaged services as processes under load and faults, and judges the result. Exits with 1 if a promise was broken or a broken
 * variant was not caught.
 *
 * <p>Usage: {@code java -jar tools.jar [--root=.] [--broker=kafka] [--seconds=600] [--seed=n] [--rate=30] [--orders=2]
 * [--notifications=2] [--before=folder] [--broken=variant | --control=variant]}
 */
public final class Proof {

    private Proof() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        ProofOptions options;
        try {
            options = ProofOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean clean = new ProofRun(options, System.out::println).run();
        System.exit(clean ? 0 : 1);
    }
}
