#!/usr/bin/env bash
# Both services on a real Kafka, Redis and RabbitMQ: orders while the broker is ended and started again, and the notification service is
# killed: all are notified, without a dead letter. BROKERS=kafka runs one of them.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
ORDERS=${ORDERS:-3000}
BROKERS=${BROKERS:-kafka redis rabbitmq}

free_port() {
    local port
    while port=$(shuf -i 20000-29999 -n 1); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The servers that the tests use: classpath <module>, as the packaging left it
classpath() { cat "$ROOT/adapters/$1/target/server.classpath"; }

# prepare_<broker>: sets OPTIONS, how the services connect. start_<broker>: sets BROKER, the process to end.
prepare_kafka() {
    local controller
    CLASSPATH=$(classpath kafka)
    BROKER_PORT=$(free_port)
    controller=$(free_port)
    cat >"$WORK/server.properties" <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$BROKER_PORT,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$BROKER_PORT
log.dirs=$WORK/kafka
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
END
    java -cp "$CLASSPATH" kafka.tools.StorageTool format -t "$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)" \
        -c "$WORK/server.properties" >"$WORK/format.log" 2>&1
    OPTIONS=("--spring.kafka.bootstrap-servers=127.0.0.1:$BROKER_PORT")
}
start_kafka() {
    start "$WORK/kafka.log" java -Xmx256m -cp "$CLASSPATH" kafka.Kafka "$WORK/server.properties"
    BROKER=$PID
}
end_kafka() { kill -KILL "$BROKER"; }

prepare_redis() {
    local jar
    jar=$(classpath redis | tr ':' '\n' | grep embedded-redis)
    unzip -p "$jar" redis-server-6.2.6-v5-linux-amd64 >"$WORK/redis-server"
    chmod +x "$WORK/redis-server"
    BROKER_PORT=$(free_port)
    OPTIONS=("--spring.data.redis.port=$BROKER_PORT")
}
start_redis() {
    start "$WORK/redis.log" "$WORK/redis-server" --port "$BROKER_PORT" --bind 127.0.0.1 --save '' --appendonly yes --appendfsync always \
        --dir "$WORK"
    BROKER=$PID
}
end_redis() { kill -KILL "$BROKER"; }

prepare_rabbitmq() {
    if ! [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server >/dev/null
    fi
    epmd -daemon
    BROKER_PORT=$(free_port)
    DISTRIBUTION_PORT=$(free_port)
    OPTIONS=("--spring.rabbitmq.port=$BROKER_PORT")
}
start_rabbitmq() {
    # Until it runs, what waits for a line would find that of the process before.
    rm -rf "$WORK/rabbitmq"
    start "$WORK/rabbitmq.log" env "HOME=$WORK" "RABBITMQ_NODENAME=check$BROKER_PORT@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
        "RABBITMQ_NODE_PORT=$BROKER_PORT" "RABBITMQ_DIST_PORT=$DISTRIBUTION_PORT" "RABBITMQ_MNESIA_BASE=$WORK/mnesia" \
        "RABBITMQ_LOG_BASE=$WORK/rabbitmq" "RABBITMQ_ENABLED_PLUGINS_FILE=$WORK/plugins" "RABBITMQ_CONFIG_FILE=$WORK/none" \
        RABBITMQ_CONF_ENV_FILE=/dev/null /usr/lib/rabbitmq/bin/rabbitmq-server
    BROKER=$PID
    within 90 line_in 'startup complete' "$WORK/rabbitmq/check$BROKER_PORT@localhost.log"
    # The server is a child of its script.
    STARTED+=("$(pgrep -P "$BROKER")")
}
end_rabbitmq() { kill -TERM "$(pgrep -P "$BROKER")"; }

orders() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}"
    ORDER_SERVICE=$PID
    await_orders "$1" "$ORDER_SERVICE"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}"
    NOTIFICATION_SERVICE=$PID
}
load() {
    java "$ROOT/.ci/tools/OrderLoad.java" "$PORT" 16 120 0 "$1" "$WORK/$NAME.ledger.$1" "$2" | sed 's/^/    /'
    cat "$WORK/$NAME.ledger.$1" >>"$WORK/$NAME.ledger"
}
all_notified() { java "$ROOT/.ci/tools/CompareLedger.java" "$WORK/$NAME.ledger" "$DATA" notified >"$WORK/comparison"; }
accepted() { count '^202 ' "$WORK/$NAME.ledger.$1"; }

for NAME in $BROKERS; do
    DATA=$WORK/data-$NAME
    "prepare_$NAME"
    orders "$WORK/$NAME.orders.log"
    notifications "$WORK/$NAME.notifications1.log"
    load early 100
    claim "$NAME: orders are accepted before the broker is there" equal 100 "$(accepted early)"
    "start_$NAME"
    claim "$NAME: they are notified once it is" within 120 all_notified
    load live "$ORDERS"
    "end_$NAME"
    within 60 is_gone "$BROKER"
    load away "$ORDERS"
    claim "$NAME: $ORDERS orders are accepted while the broker is away" equal "$ORDERS" "$(accepted away)"
    kill -KILL "$NOTIFICATION_SERVICE"
    "start_$NAME"
    notifications "$WORK/$NAME.notifications2.log"
    claim "$NAME: all are notified after the broker was ended and the notification service killed" within 120 all_notified
    cat "$WORK/comparison"
    claim "$NAME: the order service says in one line when the broker went away" \
        equal 2 "$(count 'relay.outage.started' "$WORK/$NAME.orders.log")"
    stop "$NOTIFICATION_SERVICE"
    claim "$NAME: SIGTERM ends the notification service in order" equal 143 "$CODE"
    claim "$NAME: there is no dead letter" equal 0 "$(jq length "$DATA/notifications/dead_letters.json")"
    "end_$NAME"
    within 60 is_gone "$BROKER"
    load last 50
    stop "$ORDER_SERVICE"
    claim "$NAME: and the order service, although the broker is away" equal 143 "$CODE"
done
