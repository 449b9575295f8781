# Shared by the broker checks: Kafka, Redis and RabbitMQ as separate processes.

free_port() {
    local port
    while port=$(shuf -i 20000-29999 -n 1); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# classpath <module>: the classpath of the server that the module's tests use, written when packaging
classpath() { cat "$ROOT/adapters/$1/target/server.classpath"; }

# prepare_<broker>: sets OPTIONS, the services' connection options. start_<broker>: sets BROKER, the process to end. wipe_<broker>: deletes
# its data while it is stopped.
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
    OPTIONS=("--spring.kafka.bootstrap-servers=127.0.0.1:$BROKER_PORT")
}
# format_kafka [option...]: creates an empty log. The id is fixed, because a random one may begin with a dash, like an option.
format_kafka() {
    java -cp "$CLASSPATH" kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qg -c "$WORK/server.properties" "$@" >"$WORK/format.log" 2>&1 ||
        { cat "$WORK/format.log"; return 1; }
}
start_kafka() {
    [ -d "$WORK/kafka" ] || format_kafka
    start "$WORK/kafka.log" java -Xmx256m -cp "$CLASSPATH" kafka.Kafka "$WORK/server.properties"
    BROKER=$PID
}
end_kafka() { kill -KILL "$BROKER"; }
wipe_kafka() { rm -r "$WORK/kafka"; }

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
wipe_redis() { rm "$WORK/appendonly.aof"; }

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
    # Otherwise a wait could match a line of the previous process.
    rm -rf "$WORK/rabbitmq"
    start "$WORK/rabbitmq.log" env "HOME=$WORK" "RABBITMQ_NODENAME=check$BROKER_PORT@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
        "RABBITMQ_NODE_PORT=$BROKER_PORT" "RABBITMQ_DIST_PORT=$DISTRIBUTION_PORT" "RABBITMQ_MNESIA_BASE=$WORK/mnesia" \
        "RABBITMQ_LOG_BASE=$WORK/rabbitmq" "RABBITMQ_ENABLED_PLUGINS_FILE=$WORK/plugins" "RABBITMQ_CONFIG_FILE=${RABBITMQ_CONFIG:-$WORK/none}" \
        RABBITMQ_CONF_ENV_FILE=/dev/null /usr/lib/rabbitmq/bin/rabbitmq-server
    BROKER=$PID
    within 90 line_in 'startup complete' "$WORK/rabbitmq/check$BROKER_PORT@localhost.log"
    # The server is a child of the script.
    STARTED+=("$(pgrep -P "$BROKER")")
}
wipe_rabbitmq() { rm -r "$WORK/mnesia"; }
end_rabbitmq() { kill -TERM "$(pgrep -P "$BROKER")"; }
