package io.github.deployctl.agent.control;

import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.Checksum;

/** What a session can reach. */
record Reach(App app, Admission admission, LogReading logs, Hello.AgentHello hello, Crowd crowd) {
    /** Says what is there before anybody asks: who pushes just that saves himself the offer. */
    Hello.AgentHello greeting() {
        Checksum current = app.goal()
                .flatMap(admission.store()::findSound)
                .map(Release::artifact)
                .orElse(null);
        return new Hello.AgentHello(
                hello.minProtocol(), hello.maxProtocol(), hello.version(), hello.app(), current, hello.features());
    }
}
