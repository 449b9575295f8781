#!/usr/bin/env bash
# Both services on Kafka, Redis and RabbitMQ that require TLS and a password, connected as docs/brokers.md describes. BROKERS=kafka runs
# only one of them.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../brokers.sh"
BROKERS=${BROKERS:-kafka redis rabbitmq}
SECRET=secret-$(head -c 12 /dev/urandom | base64 | tr -dc 'a-zA-Z0-9')
missing=()
command -v openssl >/dev/null || missing+=(openssl)
command -v redis-check-rdb >/dev/null || missing+=(redis-tools)
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$WORK/key.pem" -out "$WORK/certificate.pem" 2>/dev/null
openssl pkcs12 -export -in "$WORK/certificate.pem" -inkey "$WORK/key.pem" -out "$WORK/keystore.p12" -passout pass:changeit

secure_kafka() {
    local inside
    prepare_kafka
    inside=$(free_port)
    sed -i "s#^listeners=PLAINTEXT://127.0.0.1:$BROKER_PORT#listeners=SASL_SSL://localhost:$BROKER_PORT,INSIDE://127.0.0.1:$inside#
        s#^advertised.listeners=.*#advertised.listeners=SASL_SSL://localhost:$BROKER_PORT,INSIDE://127.0.0.1:$inside#" "$WORK/server.properties"
    cat >>"$WORK/server.properties" <<END
listener.security.protocol.map=CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT,SASL_SSL:SASL_SSL
inter.broker.listener.name=INSIDE
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
ssl.keystore.location=$WORK/keystore.p12
ssl.keystore.password=changeit
ssl.keystore.type=PKCS12
END
    format_kafka --add-scram "SCRAM-SHA-512=[name=orders,password=$SECRET]"
    start_kafka
    OPTIONS=(--spring.ssl.bundle.pem.broker.truststore.certificate=file:"$WORK/certificate.pem"
        --spring.kafka.ssl.bundle=broker --spring.kafka.security.protocol=SASL_SSL
        --spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512 "--spring.kafka.bootstrap-servers=localhost:$BROKER_PORT")
}
password_kafka() {
    echo "--spring.kafka.properties.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"orders\" password=\"$1\";"
}

secure_redis() {
    BROKER_PORT=$(free_port)
    ln -s "$(command -v redis-check-rdb)" "$WORK/redis-server"
    cat >"$WORK/redis.conf" <<END
port 0
tls-port $BROKER_PORT
bind 127.0.0.1
tls-auth-clients no
tls-cert-file $WORK/certificate.pem
tls-key-file $WORK/key.pem
tls-ca-cert-file $WORK/certificate.pem
user orders on >$SECRET ~* &* +@all
user default off
save ""
appendonly yes
appendfsync always
dir $WORK
END
    start "$WORK/redis.log" "$WORK/redis-server" "$WORK/redis.conf"
    BROKER=$PID
    OPTIONS=(--spring.ssl.bundle.pem.broker.truststore.certificate=file:"$WORK/certificate.pem" --spring.data.redis.ssl.bundle=broker
        --spring.data.redis.host=localhost "--spring.data.redis.port=$BROKER_PORT" --spring.data.redis.username=orders)
}
password_redis() { echo "--spring.data.redis.password=$1"; }

secure_rabbitmq() {
    prepare_rabbitmq
    cat >"$WORK/secured.conf" <<END
listeners.tcp = none
listeners.ssl.1 = 127.0.0.1:$BROKER_PORT
ssl_options.certfile = $WORK/certificate.pem
ssl_options.keyfile = $WORK/key.pem
ssl_options.cacertfile = $WORK/certificate.pem
default_user = orders
default_pass = $SECRET
END
    RABBITMQ_CONFIG=$WORK/secured.conf start_rabbitmq
    OPTIONS=(--spring.ssl.bundle.pem.broker.truststore.certificate=file:"$WORK/certificate.pem" --spring.rabbitmq.ssl.bundle=broker
        "--spring.rabbitmq.addresses=amqps://localhost:$BROKER_PORT" --spring.rabbitmq.username=orders)
}
password_rabbitmq() { echo "--spring.rabbitmq.password=$1"; }

# serve <jar> <log> <password>
serve() {
    start "$2" java -jar "$1" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}" "$("password_$NAME" "$3")"
}
keys() { jq length "$DATA/notifications/processed_notifications.json"; }
notified() { [ "$(keys)" -eq "$1" ]; }

for NAME in $BROKERS; do
    DATA=$WORK/data-$NAME
    "secure_$NAME"
    within 60 answers "$BROKER_PORT"
    serve "$NOTIFICATION_JAR" "$WORK/$NAME.notifications.log" "$SECRET"
    NOTIFICATION_SERVICE=$PID
    serve "$ORDER_JAR" "$WORK/$NAME.orders.log" "$SECRET"
    ORDER_SERVICE=$PID
    await_orders "$WORK/$NAME.orders.log" "$ORDER_SERVICE"
    post "{\"itemId\":[\"over TLS\"]}" >/dev/null
    claim "$NAME: an order is notified over TLS, with a password" within 120 notified 1
    stop "$ORDER_SERVICE"
    # A rotated password: waiting events are delivered once the services have the new one.
    serve "$ORDER_JAR" "$WORK/$NAME.wrong.log" "wrong-$SECRET"
    ORDER_SERVICE=$PID
    if within "$START_SECONDS" line_in_or_gone 'listening on' "$WORK/$NAME.wrong.log" "$ORDER_SERVICE"; then
        await_orders "$WORK/$NAME.wrong.log" "$ORDER_SERVICE"
        claim "$NAME: with a wrong password an order is accepted" equal 202 "$(post '{"itemId":["wrong"]}' | cut -c1-3)"
        claim "$NAME: and the log names the reason of the outage" within 60 line_in 'relay.outage.started.*([Aa]uth|ACCESS_REFUSED|WRONGPASS)' "$WORK/$NAME.wrong.log"
    fi
    stop "$ORDER_SERVICE"
    serve "$ORDER_JAR" "$WORK/$NAME.right.log" "$SECRET"
    ORDER_SERVICE=$PID
    await_orders "$WORK/$NAME.right.log" "$ORDER_SERVICE"
    claim "$NAME: it is notified after a restart with the right one" within 120 notified 2
    claim "$NAME: no log contains a password" equal 0 "$(cat "$WORK/$NAME".*.log | grep -c "$SECRET" || true)"
    stop "$ORDER_SERVICE"
    stop "$NOTIFICATION_SERVICE"
    "end_$NAME"
    within 60 is_gone "$BROKER"
done
