package io.orderpipeline.postgres;

import io.orderpipeline.broker.Excerpt;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A request to the database failed; a retry may succeed. It has no stack trace, since it is expected. Its message is for operators and
 * contains no customer data.
 */
public final class DatabaseException extends RuntimeException {

    /** What the failed transaction left behind. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** Nothing, because the database's disk is full. */
        NO_ROOM,
        /** All or nothing: the connection broke between the request to commit and its answer. */
        UNKNOWN
    }

    private static final String DISK_FULL = "53100";

    private final Effect effect;

    private DatabaseException(Effect effect, String message, @Nullable SQLException cause) {
        super(message, cause, false, false);
        this.effect = effect;
    }

    /**
     * The transaction must not be committed, for example because the server would not make it durable.
     *
     * @param reason for operators
     */
    public static DatabaseException refused(String reason) {
        return new DatabaseException(Effect.NONE, reason, null);
    }

    /** For a transaction that was not asked to commit, or whose commit the server rejected. */
    public static DatabaseException beforeCommit(SQLException cause) {
        return new DatabaseException(
                DISK_FULL.equals(cause.getSQLState()) ? Effect.NO_ROOM : Effect.NONE, words(cause), cause);
    }

    static DatabaseException atCommit(SQLException cause) {
        return new DatabaseException(Effect.UNKNOWN, words(cause), cause);
    }

    public Effect effect() {
        return effect;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The messages of the causes, but only the first sentence of a server's error, whose details may show rows. */
    static String words(SQLException failure) {
        List<Throwable> causes = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .toList();
        // The pool's exceptions around it only say that there is no connection.
        long around = causes.stream()
                .takeWhile(cause -> !(cause instanceof PSQLException))
                .count();
        return Excerpt.of(causes.stream()
                .skip(around == causes.size() ? 0 : around)
                .map(DatabaseException::sentence)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(": ")));
    }

    private static @Nullable String sentence(Throwable cause) {
        if (cause instanceof PSQLException postgres) {
            ServerErrorMessage answer = postgres.getServerErrorMessage();
            if (answer != null) {
                return answer.getMessage() + " (" + answer.getSQLState() + ")";
            }
        }
        return cause.getMessage();
    }
}
