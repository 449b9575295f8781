package io.orderpipeline.tools.judge;

import java.util.List;

/** One thing that has to be true of every history. */
interface Rule {

    /** Each way in which it is not; empty when it is true. */
    List<String> violations(History history);
}
