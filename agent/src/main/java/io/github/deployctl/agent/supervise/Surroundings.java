package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.launch.Launcher;
import io.github.deployctl.agent.launch.Preflight;
import io.github.deployctl.agent.maintenance.Doorkeeper;
import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Successor;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.agent.systemd.Activation;
import java.time.Clock;
import java.util.function.Consumer;

/** Everything the supervisor stands on, put together once by whoever starts it. */
public record Surroundings(
        Loop loop,
        Consumer<String> log,
        Clock clock,
        StorePaths paths,
        Faults faults,
        ReleaseStore store,
        Adopters adopters,
        Launcher launcher,
        Preflight preflight,
        Processes processes,
        Listeners listeners,
        Doorkeeper doorkeeper,
        Notifications notifications,
        Host host,
        Connections connections,
        Sampler sampler,
        InitSystem service,
        Activation activation,
        Successor successor,
        SecretStore secrets) {}
