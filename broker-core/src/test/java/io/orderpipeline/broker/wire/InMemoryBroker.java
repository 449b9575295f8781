package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker for tests: a log of messages, and for each group those still to be delivered. Can be made to lose some. */
class InMemoryBroker implements Receiver.Connector {

    /** Deliberate faults. */
    enum Flaw {
        NONE,
        /** Treats a message as acknowledged once it is delivered. */
        FORGETS_WHAT_IS_HANDED_OUT,
        LOSES_EACH_HUNDREDTH,
        CONFIRMS_UNSTORED_MESSAGES,
        ENDS_A_GROUP_WITH_ITS_LAST_MEMBER,
        DROPS_WHAT_COMES_BACK_OFTEN,
        COUNTS_WHAT_IS_PARKED
    }

    private final Flaw flaw;
    private final List<WireMessage> log = new ArrayList<>();
    private final Map<String, NavigableMap<Integer, Integer>> groups = new HashMap<>();
    private boolean away;
    private int epoch;

    InMemoryBroker(Flaw flaw) {
        this.flaw = flaw;
    }

    synchronized void stop() {
        away = true;
        epoch++;
    }

    synchronized void start() {
        away = false;
    }

    synchronized void deleteEvents() {
        log.clear();
        groups.values().forEach(Map::clear);
    }

    Sender sender() {
        return new Sender() {
            @Override
            public CompletionStage<Void> send(WireMessage message) {
                return take(message);
            }

            @Override
            public void close() {}
        };
    }

    synchronized CompletionStage<Void> take(WireMessage message) {
        boolean lost = (flaw == Flaw.LOSES_EACH_HUNDREDTH && log.size() % 100 == 99)
                || (flaw == Flaw.CONFIRMS_UNSTORED_MESSAGES && away);
        if (away && !lost) {
            throw new Outage("the broker is away");
        }
        int offset = log.size();
        log.add(message);
        if (!lost) {
            groups.values().forEach(ready -> ready.put(offset, 0));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized Receiver connect(String group) {
        if (away) {
            throw new Outage("the broker is away");
        }
        groups.computeIfAbsent(group, name -> {
            NavigableMap<Integer, Integer> ready = new TreeMap<>();
            for (int offset = 0; offset < log.size(); offset++) {
                if (flaw != Flaw.LOSES_EACH_HUNDREDTH || offset % 100 != 99) {
                    ready.put(offset, 0);
                }
            }
            return ready;
        });
        return new Member(group, epoch);
    }

    private final class Member implements Receiver {

        private final String group;
        private final int connectedIn;
        private final Map<Integer, Integer> taken = new TreeMap<>();

        Member(String group, int connectedIn) {
            this.group = group;
            this.connectedIn = connectedIn;
        }

        private NavigableMap<Integer, Integer> ready() {
            return groups.computeIfAbsent(group, name -> new TreeMap<>());
        }

        @Override
        public List<Received> receive(boolean more, Duration maxWait) {
            synchronized (InMemoryBroker.this) {
                if (epoch != connectedIn) {
                    giveBack();
                    throw new Outage("the broker was away");
                }
                List<Received> received = new ArrayList<>();
                boolean mayTake = more && (flaw != Flaw.COUNTS_WHAT_IS_PARKED || taken.size() < 250);
                while (mayTake && !ready().isEmpty() && received.size() < 100) {
                    Map.Entry<Integer, Integer> next = ready().pollFirstEntry();
                    if (flaw != Flaw.FORGETS_WHAT_IS_HANDED_OUT) {
                        taken.put(next.getKey(), next.getValue());
                    }
                    received.add(new Message(this, next.getKey()));
                }
                await(received.isEmpty() ? maxWait : Duration.ZERO);
                return received;
            }
        }

        @Override
        public String silence() {
            return "";
        }

        private void await(Duration maxWait) {
            try {
                if (!maxWait.isZero()) {
                    InMemoryBroker.this.wait(Math.min(2, maxWait.toMillis()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void giveBack() {
            taken.forEach((offset, times) -> {
                if (flaw != Flaw.DROPS_WHAT_COMES_BACK_OFTEN || times < 20) {
                    ready().put(offset, times + 1);
                }
            });
            taken.clear();
        }

        @Override
        public void close() {
            synchronized (InMemoryBroker.this) {
                giveBack();
                if (flaw == Flaw.ENDS_A_GROUP_WITH_ITS_LAST_MEMBER) {
                    groups.put(group, new TreeMap<>());
                }
            }
        }
    }

    private final class Message implements Received {

        private final Member member;
        private final int offset;
        private final Delivery delivery;

        Message(Member member, int offset) {
            this.member = member;
            this.offset = offset;
            WireMessage message = log.get(offset);
            this.delivery = WireMessage.delivery(message.body(), message.headers());
        }

        @Override
        public Delivery delivery() {
            return delivery;
        }

        @Override
        public void acknowledge() {
            synchronized (InMemoryBroker.this) {
                member.taken.remove(offset);
            }
        }

        @Override
        public boolean isOurs() {
            synchronized (InMemoryBroker.this) {
                return member.connectedIn == epoch;
            }
        }
    }
}
