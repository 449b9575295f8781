package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.link.Link;
import io.orderpipeline.tools.process.FreePorts;
import io.orderpipeline.tools.process.Logs;
import io.orderpipeline.tools.receiver.RecordingReceiver;
import io.orderpipeline.tools.receiver.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Order services and notification services on one database and one broker, each a process, with a link between any two that communicate.
 * Use it from one thread; its parties and links are thread-safe.
 */
public final class Cluster implements AutoCloseable {

    private static final long START_SECONDS = 400;
    /** The names of the servers. */
    public static final String DATABASE = "database";

    static final String BROKER = "broker";

    private final ClusterPlan plan;
    private final Path work;
    private final FreePorts freePorts = new FreePorts();
    private final RecordingReceiver receiver;
    private final PostgresServer database;
    private final Broker broker;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final List<Link> clientLinks = new ArrayList<>();
    private final Supervisor supervisor;
    private boolean unmounted;

    private Cluster(ClusterPlan plan, Path work) throws IOException, InterruptedException {
        this.plan = plan;
        this.work = Files.createDirectories(work);
        this.receiver = new RecordingReceiver();
        this.database = PostgresServer.prepare(
                plan.packages().serverJar("postgres", "binaries-linux-amd64"),
                work.resolve("postgres"),
                freePorts.next());
        this.broker = Brokers.named(plan.broker(), plan.packages(), freePorts, Brokers.QUICK_START);
        createLinks();
        broker.prepare(work.resolve("broker"), linkPorts());
        add(database.program());
        add(broker.program());
        for (String name : orderServices()) {
            add(orders(name));
        }
        for (String name : notificationServices()) {
            add(notifications(name));
        }
        this.supervisor = Supervisor.start(List.copyOf(parties.values()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
    }

    /** Starts everything and waits until it is ready. */
    public static Cluster start(ClusterPlan plan, Path work) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(plan, work);
        try {
            cluster.startAll();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void createLinks() throws IOException {
        for (String service : services()) {
            link(service, DATABASE, database.port());
            link(service, BROKER, broker.portFor(service));
        }
        for (String service : notificationServices()) {
            link(service, "receiver", receiver.port());
        }
    }

    private void link(String from, String to, int target) throws IOException {
        String name = linkName(from, to);
        links.put(name, Link.to(name, target));
    }

    /** The name of a link. */
    public static String linkName(String from, String to) {
        return from + ">" + to;
    }

    private Map<String, Integer> linkPorts() {
        Map<String, Integer> ports = new TreeMap<>();
        services().forEach(service -> ports.put(service, port(service, BROKER)));
        return ports;
    }

    private int port(String from, String to) {
        Link link = links.get(linkName(from, to));
        if (link == null) {
            throw new IllegalArgumentException("no link from " + from + " to " + to);
        }
        return link.port();
    }

    private void add(Program program) {
        parties.put(program.name(), new Party(program, work));
    }

    private Program orders(String name) throws IOException {
        int port = freePorts.next();
        String linkName = linkName("clients", name);
        Link link = Link.to(linkName, port);
        links.put(linkName, link);
        clientLinks.add(link);
        return service(
                name,
                plan.packagesOf(name).orders(),
                "Order service listening on",
                List.of("--server.port=" + port, "--pipeline.management.orders-port=0"));
    }

    private Program notifications(String name) {
        return service(
                name,
                plan.packagesOf(name).notifications(),
                "Notification service ready",
                List.of(
                        "--pipeline.management.notifications-port=0",
                        "--pipeline.notifier=webhook",
                        "--pipeline.webhook.url=" + WebhookReceiver.url(port(name, "receiver"), name),
                        "--pipeline.webhook.allow-internal-addresses=true",
                        "--pipeline.webhook.connect-timeout=1s",
                        "--pipeline.webhook.read-timeout=3s"));
    }

    private Program service(String name, List<String> program, String readyLine, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(Brokers.QUICK_START);
        command.addAll(program);
        command.addAll(options);
        command.addAll(broker.options(port(name, BROKER)));
        command.addAll(List.of(
                "--pipeline.store=postgres",
                "--pipeline.broker=" + broker.name(),
                "--pipeline.data-dir=" + work.resolve("unused"),
                "--spring.datasource.username=" + PostgresServer.USER));
        Map<String, String> environment = new TreeMap<>();
        environment.put("SPRING_DATASOURCE_PASSWORD", PostgresServer.PASSWORD);
        environment.put("PIPELINE_WEBHOOK_SECRET", receiver.secret());
        int database = port(name, DATABASE);
        return new Program(
                name,
                start -> Stream.concat(
                                command.stream(),
                                Stream.of(
                                        "--spring.datasource.url=" + PostgresServer.url(database, name + "." + start)))
                        .toList(),
                environment,
                "TERM",
                readyLine);
    }

    /** Starts all services at once, so that they also race to create the tables. */
    private void startAll() throws IOException, InterruptedException {
        List<Party> servers = List.of(party(DATABASE), party(BROKER));
        start(servers);
        start(parties.values().stream()
                .filter(party -> !servers.contains(party))
                .toList());
    }

    private static void start(List<Party> some) throws IOException, InterruptedException {
        for (Party party : some) {
            party.start();
        }
        for (Party party : some) {
            awaitReady(party);
        }
    }

    private Party party(String name) {
        Party party = parties.get(name);
        if (party == null) {
            throw new IllegalArgumentException("there is no process " + name);
        }
        return party;
    }

    private static void awaitReady(Party party) throws IOException, InterruptedException {
        if (!Logs.within(START_SECONDS, party::isReady)) {
            throw new IOException(party.name() + " is not ready; its log ends with:\n" + Logs.end(party.log()));
        }
    }

    /** Every process, by name. */
    public Map<String, Party> parties() {
        return Map.copyOf(parties);
    }

    /** Every link, by name. */
    public Map<String, Link> links() {
        return Map.copyOf(links);
    }

    public RecordingReceiver receiver() {
        return receiver;
    }

    /** The ports where clients reach the order services. */
    public List<Integer> clientPorts() {
        return clientLinks.stream().map(Link::port).toList();
    }

    /** The database's own disk; empty if none could be mounted. */
    public Optional<SmallDisk> databaseDisk() {
        return database.disk();
    }

    /** Access to the database that bypasses all links. */
    public Database database() {
        return new Database(PostgresServer.url(database.port(), "judge"));
    }

    public List<String> orderServices() {
        return names("orders-", plan.orderServices());
    }

    public List<String> notificationServices() {
        return names("notifications-", plan.notificationServices());
    }

    private List<String> services() {
        return Stream.concat(orderServices().stream(), notificationServices().stream())
                .toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    private synchronized void killAll() {
        supervisor.close();
        for (Party party : parties.values()) {
            try {
                party.kill();
            } catch (IOException e) {
                System.err.println("party.not_killed name=" + party.name() + " problem=" + e.getMessage());
            }
        }
        if (!unmounted && database.disk().isPresent()) {
            unmounted = true;
            try {
                database.disk().get().close();
            } catch (IOException e) {
                System.err.println("disk.not_unmounted problem=" + e.getMessage());
            }
        }
    }

    /** Kills everything that was started; the end of this program does the same. */
    @Override
    public void close() throws IOException {
        killAll();
        for (Link link : links.values()) {
            link.close();
        }
        receiver.close();
    }
}
