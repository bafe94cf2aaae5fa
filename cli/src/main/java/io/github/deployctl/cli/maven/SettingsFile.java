package io.github.deployctl.cli.maven;

import io.github.deployctl.cli.maven.MavenSettings.Mirror;
import io.github.deployctl.cli.maven.MavenSettings.Server;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads {@code ~/.m2/settings.xml}: the local repository, mirrors, servers and whether to stay offline. Profiles and proxies it leaves to Maven.
 *
 * @param home of the user
 * @param environment for {@code ${env.NAME}} in the file
 */
record SettingsFile(Path home, Map<String, String> environment) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env\\.([^}]+)|user\\.home)}");

    /** Returns what it says, or how it is where there is none. */
    MavenSettings read() throws FailureException {
        Path file = home.resolve(".m2/settings.xml");
        Path usual = home.resolve(".m2/repository");
        if (!Files.exists(file)) {
            return new MavenSettings(usual, false, List.of(), Map.of());
        }
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilder builder = parser().newDocumentBuilder();
            // It would write to standard error what is said below.
            builder.setErrorHandler(null);
            return settings(builder.parse(in).getDocumentElement(), usual);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw Failure.of(FailureCode.USAGE, "artifact not fetched: " + file + " cannot be read: " + e.getMessage())
                    .serving("nothing was changed")
                    .hint("mend it; mvn help:effective-settings reads it too")
                    .asException();
        }
    }

    /** One that follows nothing that a file may point to. */
    private static DocumentBuilderFactory parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private MavenSettings settings(Element root, Path usual) {
        String local = text(root, "localRepository");
        List<Mirror> mirrors = new ArrayList<>();
        for (Element each : children(root, "mirrors", "mirror")) {
            mirrors.add(new Mirror(text(each, "id"), text(each, "mirrorOf"), text(each, "url")));
        }
        Map<String, Server> servers = new HashMap<>();
        for (Element each : children(root, "servers", "server")) {
            if (!text(each, "username").isEmpty()) {
                servers.put(text(each, "id"), new Server(text(each, "username"), text(each, "password")));
            }
        }
        boolean offline = text(root, "offline").equals("true");
        return new MavenSettings(local.isEmpty() ? usual : home.resolve(local), offline, mirrors, servers);
    }

    private static List<Element> children(Element root, String list, String name) {
        List<Element> found = new ArrayList<>();
        for (Element each : elements(root, list)) {
            found.addAll(elements(each, name));
        }
        return found;
    }

    private static List<Element> elements(Element of, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private String text(Element of, String name) {
        List<Element> found = elements(of, name);
        String text = found.isEmpty() ? "" : found.get(0).getTextContent().strip();
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(2))));
    }

    private String value(@org.jspecify.annotations.Nullable String variable) {
        return variable == null ? home.toString() : environment.getOrDefault(variable, "");
    }
}
