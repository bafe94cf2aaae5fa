package io.github.deployctl.agent.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody is to die, {@code STEP:N} or {@code STEP:N:app} in text.
 *
 * @param occurrence counted from 1
 */
record FaultPlan(String step, int occurrence, Victim victim) {
    private static final Pattern TEXT = Pattern.compile("([a-z0-9.-]+):([1-9]\\d{0,8})(:app)?");

    /** Who dies. */
    enum Victim {
        AGENT,
        APP
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is none; a fault that is never met would pass for one that was survived
     */
    static FaultPlan parse(String text) {
        Matcher plan = TEXT.matcher(text);
        if (!plan.matches()) {
            throw new IllegalArgumentException("a fault is STEP:N or STEP:N:app, not " + text);
        }
        Victim victim = plan.group(3) == null ? Victim.AGENT : Victim.APP;
        return new FaultPlan(plan.group(1), Integer.parseInt(plan.group(2)), victim);
    }
}
