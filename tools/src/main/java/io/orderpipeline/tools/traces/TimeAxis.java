package io.orderpipeline.tools.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a moment is drawn. Times in which something happens have one scale; those in between are cut, since a trace is milliseconds of work
 * in minutes of waiting.
 */
final class TimeAxis {

    /** A longer time in which nothing happens is cut. */
    private static final long LONGEST_IDLE_NANOS = 60_000_000;

    private static final double CUT_WIDTH = 54;
    private static final double LEAST_WIDTH = 10;

    private final List<Piece> pieces;

    private TimeAxis(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** A time in which something happens. */
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

    /** A time that is left out. */
    record Cut(double x, double width, long nanos) {}

    /** An axis on which all of these are. */
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

    /** Where a moment is in which something happens. */
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

    /** Pixels a nanosecond: what is too short to be seen takes more than its share, and the others less. */
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
