package io.github.deployctl.agent.os;

import java.nio.file.Path;

class FakeNotificationsTest extends NotificationsContract {
    private final FakeNotifications notifications = new FakeNotifications();

    @Override
    protected Notifications notifications() {
        return notifications;
    }

    @Override
    protected boolean send(Path path, String message) {
        return notifications.send(path, message);
    }
}
