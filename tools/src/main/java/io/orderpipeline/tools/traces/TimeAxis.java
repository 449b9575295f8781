package io.orderpipeline.tools.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Maps times to positions in the picture. Busy periods share one scale and idle ones are cut, because a trace is milliseconds of work
 * within minutes of waiting.
 */
final class TimeAxis {

    /** Idle periods longer than this are cut. */
    private static final long LONGEST_IDLE_NANOS = 60_000_000;

    private static final double CUT_WIDTH = 54;
    private static final double LEAST_WIDTH = 10;

    private final List<Piece> pieces;

    private TimeAxis(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** A busy period. */
    private record Piece(long from, long to, double x, double width) {

        double at(long nanos) {
            return to == from ? x : x + width * (nanos - from) / (to - from);
        }

        double end() {
            return x + width;
        }
    }

    private record Busy(long from, long to) {

        long nanos() {
            return to - from;
        }
    }

    /** An idle period that is left out. */
    record Cut(double x, double width, long nanos) {}

    /** An axis that covers all these spans. */
    static TimeAxis of(List<ReceivedSpan> spans, double left, double width) {
        List<Busy> busy = busy(spans);
        double cuts = CUT_WIDTH * (busy.size() - 1);
        double scale = scale(busy, width - cuts);
        List<Piece> pieces = new ArrayList<>();
        double x = left;
        for (Busy one : busy) {
            double wide = Math.max(LEAST_WIDTH, scale * one.nanos());
            pieces.add(new Piece(one.from(), one.to(), x, wide));
            x += wide + CUT_WIDTH;
        }
        return new TimeAxis(pieces);
    }

    /** The position of a moment within a busy period. */
    double at(long nanos) {
        Piece found = pieces.get(0);
        for (Piece piece : pieces) {
            found = piece.from() <= nanos ? piece : found;
        }
        return found.at(nanos);
    }

    List<Cut> cuts() {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 1; i < pieces.size(); i++) {
            Piece before = pieces.get(i - 1);
            Piece after = pieces.get(i);
            cuts.add(new Cut(before.end(), after.x() - before.end(), after.from() - before.to()));
        }
        return cuts;
    }

    private static List<Busy> busy(List<ReceivedSpan> spans) {
        List<Busy> busy = new ArrayList<>();
        for (ReceivedSpan span : spans.stream()
                .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
                .toList()) {
            Busy last = busy.isEmpty() ? null : busy.get(busy.size() - 1);
            if (last == null || span.startNanos() - last.to() > LONGEST_IDLE_NANOS) {
                busy.add(new Busy(span.startNanos(), span.endNanos()));
            } else {
                busy.set(busy.size() - 1, new Busy(last.from(), Math.max(last.to(), span.endNanos())));
            }
        }
        return busy;
    }

    /** Pixels per nanosecond: very short periods get a minimum width, the others correspondingly less. */
    private static double scale(List<Busy> busy, double width) {
        double scale = 0;
        for (int round = 0; round < busy.size(); round++) {
            double room = width;
            long nanos = 0;
            for (Busy one : busy) {
                if (round > 0 && scale * one.nanos() < LEAST_WIDTH) {
                    room -= LEAST_WIDTH;
                } else {
                    nanos += one.nanos();
                }
            }
            scale = nanos == 0 ? 0 : room / nanos;
        }
        return scale;
    }
}
