package io.github.deployctl.cli.remote.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/** sshj asks for a KeyFactory by Bouncy Castle's name, ECDSA; the JDK calls the same thing EC. This provider offers the one under the other's name. */
final class EcdsaAlias extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "deployctl-ecdsa";

    private EcdsaAlias() {
        super(NAME, "1", "EC key factories under the name ECDSA");
        putService(new KeyFactoryService(this));
    }

    /** Adds the provider once; after all others, so that nobody else gets it who has something better. */
    static void install() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new EcdsaAlias());
        }
    }

    private static final class KeyFactoryService extends Service {
        KeyFactoryService(Provider provider) {
            super(provider, "KeyFactory", "ECDSA", "EC", null, null);
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            for (Provider provider : Security.getProviders()) {
                Service ec = provider.getService("KeyFactory", "EC");
                if (ec != null) {
                    return ec.newInstance(parameter);
                }
            }
            throw new NoSuchAlgorithmException("this Java has no EC key factory");
        }
    }
}
