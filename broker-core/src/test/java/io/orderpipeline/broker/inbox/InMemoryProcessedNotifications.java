package io.orderpipeline.broker.inbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Processed keys in memory, for tests. Thread-safe. */
public final class InMemoryProcessedNotifications implements ProcessedNotifications {

    private final Set<NotificationKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<NotificationKey> elsewhere = ConcurrentHashMap.newKeySet();
    private volatile Duration claimEnds = Duration.ZERO;

    @Override
    public CompletionStage<Claim> claim(Set<NotificationKey> asked, Duration lasting) {
        Set<NotificationKey> open =
                asked.stream().filter(key -> !keys.contains(key)).collect(Collectors.toSet());
        Set<NotificationKey> taken = open.stream().filter(elsewhere::contains).collect(Collectors.toUnmodifiableSet());
        open.removeAll(taken);
        return CompletableFuture.completedStage(new Claim(open, taken, taken.isEmpty() ? Duration.ZERO : claimEnds));
    }

    @Override
    public CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> asked) {
        return CompletableFuture.completedStage(
                asked.stream().filter(keys::contains).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public CompletionStage<Void> record(Set<NotificationKey> sent) {
        keys.addAll(sent);
        return CompletableFuture.completedStage(null);
    }

    /** Whether this one key is recorded. */
    public boolean contains(NotificationKey key) {
        return keys.contains(key);
    }

    /** Forgets a key, as if someone edited the file. */
    public void forget(NotificationKey key) {
        keys.remove(key);
    }

    /** Claims a key for another process; callers are told to try again after {@code retryIn}. */
    public void claimElsewhere(NotificationKey key, Duration retryIn) {
        elsewhere.add(key);
        claimEnds = retryIn;
    }

    /** Ends the other process's claims. */
    public void endClaims() {
        elsewhere.clear();
    }
}
