package io.github.deployctl.e2e.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class AnimationTest {
    private static Recording.Line line(long millis, String text) {
        return new Recording.Line(Duration.ofMillis(millis), text);
    }

    private static List<Element> lines(String svg) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName("text");
        List<Element> lines = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            lines.add((Element) found.item(i));
        }
        return lines;
    }

    /** When a line appears, as a part of the whole. */
    private static double appears(Element line) {
        Element animate = (Element) line.getElementsByTagName("animate").item(0);
        return Double.parseDouble(animate.getAttribute("keyTimes").substring(2));
    }

    @Test
    void linesAppearInTheirOrderAndNoPauseIsLongerThanAReaderWaits() throws Exception {
        List<Element> lines = lines(Animation.of(
                new Recording("deployctl demo", List.of(line(500, "a"), line(60_500, "b <&> c"), line(60_600, "d")))));
        assertThat(lines).extracting(Element::getTextContent).containsExactly("$ deployctl demo", "a", "b <&> c", "d");
        // 0.5 s, 1.2 s and 0.1 s, then 10 s of rest.
        assertThat(appears(lines.get(1))).isEqualTo(0.0424);
        assertThat(appears(lines.get(2))).isEqualTo(0.1441);
        assertThat(appears(lines.get(3))).isEqualTo(0.1525);
    }

    @Test
    void aLineThatIsTooLongGoesOnInTheNext() throws Exception {
        List<Element> lines = lines(Animation.of(new Recording("x", List.of(line(100, "y".repeat(200))))));
        assertThat(lines).extracting(each -> each.getTextContent().length()).containsExactly(3, 124, 76);
        assertThat(appears(lines.get(1))).isEqualTo(appears(lines.get(2)));
    }

    @Test
    void theOneInTheReadmeIsOfARunThatLostNothing() throws Exception {
        List<String> lines = lines(Files.readString(Path.of("../docs/demo.svg"))).stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(lines.get(0)).isEqualTo("$ deployctl demo");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("$ deployctl rollback"))
                .anyMatch(line -> line.contains(", 0 lost: 0 refused"));
    }
}
