package io.orderpipeline.tools.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the answers that a client got with the files. Exits with 1 if an order answered 202 is missing, a refused one is stored, an id
 * is stored twice, an order does not have exactly one event, or (with "notified") an item does not have exactly one key. Shares no code
 * with the services that wrote the files.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.check.CompareLedger ledger data-dir [notified | notified-and-more]}, where
 * notified-and-more allows an inbox that is newer than the orders.
 */
public final class CompareLedger {

    private static final Pattern ORDER = Pattern.compile("\"orderId\":\"([^\"]+)\",\"itemId\":\\[([^]]*)]");
    private static final Pattern KEY = Pattern.compile("\"orderId\":\"([^\"]+)\",\"itemId\":\"([^\"]*)\"");
    private static final int MOST_SHOWN = 10;

    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> orders = new HashMap<>();
    private final Set<String> pairs = new HashSet<>();

    private CompareLedger() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        String notified = arguments.length > 2 ? arguments[2] : "";
        CompareLedger comparison = new CompareLedger();
        comparison.readOrders(data.resolve("orders/orders.json"));
        int events = comparison.compareEvents(data.resolve("orders"));
        Map<String, Integer> told = comparison.compareAnswers(Path.of(arguments[0]));
        int keys = comparison.compareKeys(data.resolve("notifications/processed_notifications.json"), notified);
        List<String> violations = comparison.violations;
        violations.stream().limit(MOST_SHOWN).forEach(violation -> System.out.println("    " + violation));
        System.out.printf(
                Locale.ROOT,
                "    told=%s orders=%d events=%d keys=%d violations=%d%n",
                told,
                comparison.orders.size(),
                events,
                keys,
                violations.size());
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private void readOrders(Path file) throws IOException {
        Set<String> items = new HashSet<>();
        for (MatchResult order : matches(ORDER, List.of(file))) {
            orders.merge(order.group(1), 1, Integer::sum);
            for (String quoted : order.group(2).split(",", -1)) {
                String item = quoted.replace("\"", "");
                expect(items.add(item), "item twice in orders.json: " + item);
                pairs.add(order.group(1) + " " + item);
            }
        }
        orders.forEach((id, count) -> expect(count == 1, "order " + count + " times in orders.json: " + id));
    }

    private int compareEvents(Path folder) throws IOException {
        Map<String, Integer> events = new HashMap<>();
        for (MatchResult event : matches(ORDER, outboxFiles(folder))) {
            events.merge(event.group(1), 1, Integer::sum);
        }
        events.forEach((id, count) -> expect(count == 1, "event " + count + " times: " + id));
        orders.keySet().forEach(id -> expect(events.containsKey(id), "order without its event: " + id));
        events.keySet().forEach(id -> expect(orders.containsKey(id), "event without its order: " + id));
        return events.size();
    }

    private Map<String, Integer> compareAnswers(Path ledger) throws IOException {
        Map<String, Integer> told = new HashMap<>();
        for (String line : Files.readAllLines(ledger)) {
            String status = line.substring(0, line.indexOf(' '));
            String orderId = line.substring(status.length() + 1);
            told.merge(status, 1, Integer::sum);
            boolean stored = orders.containsKey(orderId);
            boolean accepted = status.equals("202");
            expect(stored || !accepted, "answered 202 and lost: " + orderId);
            expect(!stored || accepted || status.equals("unknown"), "answered " + status + " and stored: " + orderId);
        }
        return told;
    }

    private int compareKeys(Path inbox, String notified) throws IOException {
        boolean newer = notified.equals("notified-and-more");
        Map<String, Integer> keys = new HashMap<>();
        for (MatchResult key : matches(KEY, List.of(inbox))) {
            keys.merge(key.group(1) + " " + key.group(2), 1, Integer::sum);
        }
        keys.forEach((key, count) ->
                expect(count == 1 && (newer || pairs.contains(key)), "key " + count + " times or of no order: " + key));
        if (!notified.isEmpty()) {
            pairs.forEach(pair -> expect(keys.containsKey(pair), "never notified: " + pair));
        }
        return keys.size();
    }

    private void expect(boolean truth, String violation) {
        if (!truth) {
            violations.add(violation);
        }
    }

    private static List<Path> outboxFiles(Path orders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(orders, orders.resolve("archive"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> names = Files.list(folder)) {
                    names.filter(path -> path.getFileName().toString().matches("outbox(-\\d+-\\d+)?\\.json"))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static List<MatchResult> matches(Pattern pattern, List<Path> files) throws IOException {
        List<MatchResult> matches = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    matches.add(matcher.toMatchResult());
                }
            }
        }
        return matches;
    }
}
