package io.github.deployctl.adopter.drain;

/** The two kinds of first line that an HTTP/1.1 message can have (RFC 9112, sections 3 and 4), and how to tell that it is none. */
enum StartLine {
    /** {@code GET /path HTTP/1.1}. Of HTTP/1.0 too: the answer may keep the connection all the same. */
    REQUEST {
        @Override
        boolean mayHold(int index, byte next) {
            return index == 0 ? next >= 'A' && next <= 'Z' : next >= ' ' || next < 0 || next == '\r';
        }

        @Override
        boolean isWhole(String line) {
            int target = line.indexOf(' ') + 1;
            int version = line.lastIndexOf(' ') + 1;
            return target > 1
                    && version > target + 1
                    && isVersion(line.substring(version))
                    && isMethod(line, target - 1);
        }

        private boolean isVersion(String word) {
            return word.equals("HTTP/1.1") || word.equals("HTTP/1.0") || word.equals("HTTP/2.0");
        }

        private boolean isMethod(String line, int end) {
            for (int i = 0; i < end; i++) {
                char next = line.charAt(i);
                if (!(next >= 'A' && next <= 'Z') && next != '-' && next != '_') {
                    return false;
                }
            }
            return true;
        }
    },
    /** {@code HTTP/1.1 200 OK}. */
    STATUS {
        @Override
        boolean mayHold(int index, byte next) {
            return index >= VERSION.length() || next == VERSION.charAt(index);
        }

        @Override
        boolean isWhole(String line) {
            int end = VERSION.length() + CODE_DIGITS;
            if (line.length() < end || line.charAt(VERSION.length()) == '0') {
                return false;
            }
            for (int i = VERSION.length(); i < end; i++) {
                if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                    return false;
                }
            }
            return line.length() == end || line.charAt(end) == ' ';
        }
    };

    private static final String VERSION = "HTTP/1.1 ";
    private static final int CODE_DIGITS = 3;

    /** Whether this byte can be the one at this index. */
    abstract boolean mayHold(int index, byte next);

    /** Whether this is such a line, without its end. */
    abstract boolean isWhole(String line);

    /** The status code in a whole status line. */
    static int code(String statusLine) {
        return Integer.parseInt(statusLine.substring(VERSION.length(), VERSION.length() + CODE_DIGITS));
    }
}
