package io.github.deployctl.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A pom.xml as it is written, with what it inherits from the one above it in the same project. */
final class Pom {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]+)}");
    private static final int MOST_NESTED = 8;

    private final Element project;
    private final Map<String, String> properties;

    private Pom(Element project, Map<String, String> properties) {
        this.project = project;
        this.properties = properties;
    }

    /** Reads one; {@code above} are the properties of the one above it. Nothing where there is none, or it is no pom. */
    static Optional<Pom> read(Path file, Map<String, String> above) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream text = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            // No entity of anybody's is fetched or unfolded.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            Element project = builder.parse(text).getDocumentElement();
            return project.getTagName().equals("project") ? Optional.of(of(project, above)) : Optional.empty();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            return Optional.empty();
        }
    }

    private static Pom of(Element project, Map<String, String> above) {
        Map<String, String> properties = new LinkedHashMap<>(above);
        children(project, "properties")
                .flatMap(Pom::children)
                .forEach(each ->
                        properties.put(each.getTagName(), each.getTextContent().strip()));
        Pom pom = new Pom(project, properties);
        pom.raw("version").or(() -> pom.raw("parent", "version")).ifPresent(version -> {
            properties.put("project.version", version);
            properties.put("version", version);
        });
        pom.raw("artifactId").ifPresent(id -> {
            properties.put("project.artifactId", id);
            properties.put("artifactId", id);
        });
        pom.raw("parent", "version").ifPresent(version -> properties.put("project.parent.version", version));
        return pom;
    }

    Map<String, String> properties() {
        return properties;
    }

    Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name)).flatMap(this::resolved);
    }

    /** Returns the text of an element by the names on the way to it; nothing where it refers to what is not known here. */
    Optional<String> text(String... path) {
        return raw(path).flatMap(this::resolved);
    }

    boolean has(String... path) {
        return raw(path).isPresent();
    }

    private Optional<String> raw(String... path) {
        Stream<Element> found = Stream.of(project);
        for (String name : path) {
            found = found.flatMap(each -> children(each, name));
        }
        return found.findFirst().map(each -> each.getTextContent().strip());
    }

    private Optional<String> resolved(String text) {
        String value = text;
        for (int i = 0; i < MOST_NESTED; i++) {
            Matcher matcher = REFERENCE.matcher(value);
            if (!matcher.find()) {
                return Optional.of(value);
            }
            String known = properties.get(matcher.group(1));
            if (known == null) {
                return Optional.empty();
            }
            value = value.substring(0, matcher.start()) + known + value.substring(matcher.end());
        }
        return Optional.empty();
    }

    /** Returns the folders of its modules. */
    List<String> modules() {
        List<String> modules = new ArrayList<>();
        children(project, "modules")
                .flatMap(each -> children(each, "module"))
                .forEach(each -> modules.add(each.getTextContent().strip()));
        return modules;
    }

    /** Returns a plugin that is used, and not only managed. */
    Optional<Plugin> plugin(String artifactId) {
        return children(project, "build")
                .flatMap(each -> children(each, "plugins"))
                .flatMap(each -> children(each, "plugin"))
                .filter(each -> children(each, "artifactId")
                        .anyMatch(id -> id.getTextContent().strip().equals(artifactId)))
                .findFirst()
                .map(Plugin::new);
    }

    /** Returns the artifact ids of its dependencies. */
    String libraries() {
        StringBuilder libraries = new StringBuilder();
        children(project, "dependencies")
                .flatMap(each -> children(each, "dependency"))
                .flatMap(each -> children(each, "artifactId"))
                .forEach(each -> libraries.append(each.getTextContent().strip()).append('\n'));
        return libraries.toString();
    }

    /** A plugin, whose settings may stand anywhere in it. */
    final class Plugin {
        private final Element element;

        Plugin(Element element) {
            this.element = element;
        }

        /** Returns the first setting of that name. */
        Optional<String> setting(String name) {
            Node node = element.getElementsByTagName(name).item(0);
            return node == null
                    ? Optional.empty()
                    : resolved(node.getTextContent().strip());
        }
    }

    private static Stream<Element> children(Element parent, String name) {
        return children(parent).filter(each -> each.getTagName().equals(name));
    }

    private static Stream<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children.stream();
    }
}
