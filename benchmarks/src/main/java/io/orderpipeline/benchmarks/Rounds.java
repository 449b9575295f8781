package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.Contestant.Round;
import io.orderpipeline.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Alternating rounds: each holds one measurement of every contestant, in their order. */
record Rounds(List<List<Round>> rounds) {

    /** Warms up all contestants, then measures them, alternating. */
    static Rounds of(List<Contestant> contestants, int connections) throws Exception {
        for (Contestant contestant : contestants) {
            contestant.run(connections, Settings.WARM_UP);
        }
        List<List<Round>> rounds = new ArrayList<>();
        for (int i = 0; i < Settings.ROUNDS; i++) {
            List<Round> round = new ArrayList<>();
            for (Contestant contestant : contestants) {
                round.add(contestant.run(connections, Settings.ROUND));
            }
            rounds.add(round);
        }
        return new Rounds(rounds);
    }

    Spread spread(int contestant, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream()
                .map(round -> figure.applyAsDouble(round.get(contestant)))
                .toList());
    }

    /** Compared with the first contestant in the same round. */
    Spread ratio(int contestant, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream()
                .map(round -> figure.applyAsDouble(round.get(contestant)) / figure.applyAsDouble(round.get(0)))
                .toList());
    }
}
