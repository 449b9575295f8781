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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares what OrderLoad was told with what the files say. Exits with 1 when an order answered 202 is missing, one that was refused is
 * there, an id is there twice, an order has not exactly one event, or (with "notified") an item has not exactly one key.
 *
 * Usage: java CompareLedger.java ledger data-dir [notified | notified-and-more, where the inbox is newer than the orders]
 */
final class CompareLedger {

    private static final Pattern ORDER = Pattern.compile("\"orderId\":\"([^\"]+)\",\"itemId\":\\[([^]]*)]");
    private static final Pattern KEY = Pattern.compile("\"orderId\":\"([^\"]+)\",\"itemId\":\"([^\"]*)\"");

    private final List<String> violations = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        System.exit(new CompareLedger().run(Path.of(args[0]), Path.of(args[1]), args.length > 2 ? args[2] : ""));
    }

    private int run(Path ledger, Path data, String notified) throws IOException {
        Map<String, Integer> orders = new HashMap<>();
        Set<String> items = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        for (Matcher order : matches(ORDER, List.of(data.resolve("orders/orders.json")))) {
            orders.merge(order.group(1), 1, Integer::sum);
            for (String item : order.group(2).split(",")) {
                expect(items.add(item), "item twice in orders.json: " + item);
                pairs.add(order.group(1) + " " + item.replace("\"", ""));
            }
        }
        orders.forEach((id, count) -> expect(count == 1, "order " + count + " times in orders.json: " + id));

        Map<String, Integer> events = new HashMap<>();
        for (Matcher event : matches(ORDER, outboxFiles(data.resolve("orders")))) {
            events.merge(event.group(1), 1, Integer::sum);
        }
        events.forEach((id, count) -> expect(count == 1, "event " + count + " times: " + id));
        orders.keySet().forEach(id -> expect(events.containsKey(id), "order without its event: " + id));
        events.keySet().forEach(id -> expect(orders.containsKey(id), "event without its order: " + id));

        Map<String, Integer> told = new HashMap<>();
        for (String line : Files.readAllLines(ledger)) {
            String[] words = line.split(" ");
            told.merge(words[0], 1, Integer::sum);
            boolean stored = orders.containsKey(words[1]);
            expect(stored || !words[0].equals("202"), "answered 202 and lost: " + words[1]);
            expect(!stored || words[0].equals("202") || words[0].equals("unknown"), "answered " + words[0] + " and stored: " + words[1]);
        }

        Map<String, Integer> keys = new HashMap<>();
        for (Matcher key : matches(KEY, List.of(data.resolve("notifications/processed_notifications.json")))) {
            keys.merge(key.group(1) + " " + key.group(2), 1, Integer::sum);
        }
        keys.forEach((key, count) -> expect(count == 1 && (pairs.contains(key) || notified.equals("notified-and-more")), "key " + count + " times or of no order: " + key));
        if (!notified.isEmpty()) {
            pairs.forEach(pair -> expect(keys.containsKey(pair), "never notified: " + pair));
        }

        violations.stream().limit(10).forEach(violation -> System.out.println("    " + violation));
        System.out.printf(Locale.ROOT, "    told=%s orders=%d events=%d keys=%d violations=%d%n", told, orders.size(), events.size(), keys.size(), violations.size());
        return violations.isEmpty() ? 0 : 1;
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
                    names.filter(path -> path.getFileName().toString().matches("outbox(-\\d+-\\d+)?\\.json")).forEach(files::add);
                }
            }
        }
        return files;
    }

    private static List<Matcher> matches(Pattern pattern, List<Path> files) throws IOException {
        List<Matcher> matches = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    matches.add(matcher);
                }
            }
        }
        return matches;
    }
}
