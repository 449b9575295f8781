package io.orderpipeline.tools.judge;

import java.util.List;

/** A condition that every history must satisfy. */
interface Rule {

    /** The violations; empty if the rule holds. */
    List<String> violations(History history);
}
