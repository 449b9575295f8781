package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.receiver.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every attempt to send a notification has the same id, whichever process sends it, and no other notification has that id. */
final class WebhookIdRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        Map<NotificationKey, String> ids = new HashMap<>();
        Map<String, NotificationKey> keys = new HashMap<>();
        for (Notice notice : history.notices()) {
            NotificationKey key = new NotificationKey(notice.orderId(), notice.itemId());
            String id = ids.putIfAbsent(key, notice.webhookId());
            if (id != null && !id.equals(notice.webhookId())) {
                violations.add(key + " was sent as " + id + " and as " + notice.webhookId());
            }
            NotificationKey other = keys.putIfAbsent(notice.webhookId(), key);
            if (other != null && !other.equals(key)) {
                violations.add(notice.webhookId() + " was sent for " + other + " and for " + key);
            }
        }
        return violations;
    }
}
