package io.github.deployctl.cli.completion;

import java.util.List;
import java.util.stream.Collectors;

/** For zsh: sourced, or as the file {@code _deployctl} in a folder of its fpath. */
final class ZshScript {
    private static final String SCRIPT = """
            #compdef deployctl
            # Completes deployctl in zsh: source <(deployctl completion zsh), or this file as _deployctl in a folder of fpath.

            # Sets what there is to complete for the command with the words $1.
            _deployctl_command() {
              case $1 in
            @COMMANDS@
              esac
            }

            # Writes a line for each that deployctl itself knows of.
            _deployctl_ask() {
              command ${~words[1]} complete $1 ${2:+--config} ${2:+$2} 2>/dev/null
            }

            # Adds what fits the code $1.
            _deployctl_add() {
              local -a found
              case $1 in
                (file) _files ;;
                (hosts|releases)
                  found=(${(f)"$(_deployctl_ask $1 $2)"})
                  compadd -a found
                  ;;
                (:*)
                  found=(${(s:,:)${1#:}})
                  compadd -a found
                  ;;
                (*) return 1 ;;
              esac
            }

            _deployctl() {
              local -a below choices
              local values arguments at='' file='' prev code
              integer i=2
              _deployctl_command ''
              while (( i < CURRENT )) && [[ -n ${words[i]} && -n ${(M)below:#${words[i]}:*} ]]; do
                at="${at:+$at }${words[i]}"
                _deployctl_command $at
                (( i++ ))
              done
              while (( i < CURRENT )); do
                case ${words[i]} in
                  (--) return 1 ;;
                  (--config) file=${words[i + 1]} ;;
                  (--config=*) file=${words[i]#*=} ;;
                esac
                (( i++ ))
              done
              prev=${words[CURRENT - 1]}
              if [[ ${words[CURRENT]} == -*=* ]]; then
                prev=${words[CURRENT]%%=*}
                compset -P '*='
              fi
              if [[ $values == *" $prev="* ]]; then
                code=${values#*" $prev="}
                _deployctl_add ${code%% *} $file
              elif [[ ${words[CURRENT]} == -* ]]; then
                _describe -o option choices
              elif (( $#below )); then
                _describe command below
              else
                _deployctl_add $arguments $file
              fi
            }

            if [[ ${funcstack[1]} == _deployctl ]]; then
              _deployctl "$@"
            else
              compdef _deployctl deployctl
            fi
            """;

    private ZshScript() {}

    static String of(List<Completable> commands) {
        return SCRIPT.replace(
                "@COMMANDS@", commands.stream().map(ZshScript::command).collect(Collectors.joining("\n")));
    }

    private static String command(Completable command) {
        String below = command.below().stream()
                .map(named -> described(named.word(), named.about()))
                .collect(Collectors.joining(" "));
        String choices = command.options().stream()
                .flatMap(option -> option.names().stream().map(name -> described(name, option.about())))
                .collect(Collectors.joining(" "));
        return "    ('" + command.path() + "')\n"
                + "      below=(" + below + ")\n"
                + "      choices=(" + choices + ")\n"
                + "      values='" + command.values() + "'\n"
                + "      arguments='" + command.arguments().map(Value::code).orElse("none") + "'\n"
                + "      ;;";
    }

    private static String described(String word, String about) {
        return "'" + (word + ":" + about).replace("'", "'\\''") + "'";
    }
}
