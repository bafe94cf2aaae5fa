package io.github.deployctl.cli.completion;

import io.github.deployctl.cli.completion.Completable.Named;
import java.util.List;
import java.util.stream.Collectors;

/** For bash 3.2 and newer, with nothing else beside it. */
final class BashScript {
    private static final String SCRIPT = """
            # Completes deployctl in bash: source <(deployctl completion bash)
            # shellcheck disable=SC2086 # words of ours are split
            if [ -n "${ZSH_VERSION-}" ]; then
                eval "$(deployctl completion zsh)"
                return
            fi

            # Sets what there is to complete for the command with the words $1.
            _deployctl_command() {
                case $1 in
            @COMMANDS@
                esac
            }

            # Writes a line for each that deployctl itself knows of; $1 is how it was called, $2 what is wanted, $3 the file.
            _deployctl_ask() {
                if [ -n "$3" ]; then
                    "$1" complete "$2" --config "$3" 2>/dev/null
                else
                    "$1" complete "$2" 2>/dev/null
                fi
            }

            # Adds to COMPREPLY those of the words after $1 that begin with it.
            _deployctl_offer() {
                local begun=$1 word
                shift
                for word; do
                    case $word in
                        "$begun"*) COMPREPLY[${#COMPREPLY[@]}]=$word ;;
                    esac
                done
            }

            # Adds what fits the code $2 and begins with $3.
            _deployctl_fill() {
                local word
                case $2 in
                    file)
                        compopt -o filenames 2>/dev/null
                        while IFS= read -r word; do
                            _deployctl_offer "$3" "$word"
                        done < <(compgen -f -- "$3")
                        ;;
                    hosts | releases)
                        while IFS= read -r word; do
                            _deployctl_offer "$3" "$word"
                        done < <(_deployctl_ask "$1" "$2" "$4")
                        ;;
                    :*)
                        local IFS=,
                        _deployctl_offer "$3" ${2#:}
                        ;;
                esac
            }

            _deployctl() {
                local line=${COMP_LINE:0:COMP_POINT} below options values arguments words cur at='' file='' i=1 word
                COMPREPLY=()
                # What is before the cursor, by blanks alone: readline splits hosts and values at : @ and = too.
                read -r -a words <<<"$line"
                case $line in
                    *[[:space:]]) words[${#words[@]}]='' ;;
                esac
                local last=$((${#words[@]} - 1))
                cur=${words[last]}
                _deployctl_command ''
                while [ "$i" -lt "$last" ]; do
                    word=${words[i]}
                    case " $below " in
                        *" $word "*) at="${at:+$at }$word" ;;
                        *) break ;;
                    esac
                    _deployctl_command "$at"
                    i=$((i + 1))
                done
                while [ "$i" -lt "$last" ]; do
                    case ${words[i]} in
                        --) return ;;
                        --config) file=${words[i + 1]} ;;
                        --config=*) file=${words[i]#*=} ;;
                    esac
                    i=$((i + 1))
                done
                local prev=${words[last - 1]} code='' begun=$cur
                case $cur in
                    -*=*)
                        prev=${cur%%=*}
                        begun=${cur#*=}
                        ;;
                esac
                case $values in
                    *" $prev="*)
                        code=${values#*" $prev="}
                        _deployctl_fill "$1" "${code%% *}" "$begun" "$file"
                        ;;
                    *)
                        case $cur in
                                    -*) _deployctl_offer "$cur" $options ;;
                            *)
                                            _deployctl_offer "$cur" $below
                                [ -n "$below" ] || _deployctl_fill "$1" "$arguments" "$cur" "$file"
                                ;;
                        esac
                        ;;
                esac
                # Readline replaces what comes after the last of its word breaks.
                local breaks='' char
                for char in @ : =; do
                    case $COMP_WORDBREAKS in
                        *"$char"*) breaks=$breaks$char ;;
                    esac
                done
                if [ "$begun" != "$cur" ]; then
                    case $breaks in
                        *=*) ;;
                        *) COMPREPLY=("${COMPREPLY[@]/#/$prev=}") ;;
                    esac
                fi
                if [ -n "$breaks" ]; then
                    local rest=${begun##*["$breaks"]}
                    COMPREPLY=("${COMPREPLY[@]#"${begun%"$rest"}"}")
                fi
            }

            complete -F _deployctl deployctl
            """;

    private BashScript() {}

    static String of(List<Completable> commands) {
        return SCRIPT.replace(
                "@COMMANDS@", commands.stream().map(BashScript::command).collect(Collectors.joining("\n")));
    }

    private static String command(Completable command) {
        return "        '" + command.path() + "')\n"
                + "            below='"
                + command.below().stream().map(Named::word).collect(Collectors.joining(" ")) + "'\n"
                + "            options='" + String.join(" ", command.optionNames()) + "'\n"
                + "            values='" + command.values() + "'\n"
                + "            arguments='"
                + command.arguments().map(Value::code).orElse("none") + "'\n"
                + "            ;;";
    }
}
