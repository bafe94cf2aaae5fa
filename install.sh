#!/bin/sh
# Builds deployctl from this folder and installs it for the current user. See --help.
set -eu

usage() {
    cat <<'EOF'
Usage: ./install.sh [--demo | --test | --uninstall] [--prefix DIR] [--yes] [--no-build]
       ./install.sh --agent [--uninstall] --app NAME... [--authorize FILE]... [--java HOME] [--dry-run] [--yes] [--no-build]

Gets a JDK (17 or later) and Maven with apt-get if they are missing, builds deployctl
and installs it under ~/.local: share/deployctl/<version> and a link bin/deployctl.

  --demo         then run `deployctl demo`
  --test         get what the tests need too (openssh-server without starting it,
                 iproute2, procps, systemd, dbus, sudo) and run `mvn verify` instead of installing
  --uninstall    remove what an earlier run installed, nothing else
  --agent        instead of all that, set this very machine up as a host, as root or by sudo, as
                 `deployctl setup` does it to another: the agent as a service for each app
  --app NAME     an app of this host; --uninstall takes its releases, logs and user away
  --authorize FILE  public keys that may log in as the app's user and reach its agent, nothing else
  --java HOME    the Java that the agent runs on
  --dry-run      say what --agent would do, and change nothing
  --prefix DIR   install under DIR instead of ~/.local
  --yes          do not ask on a terminal before packages are installed (CI=true does the same)
  --no-build     install what is built already
  -h, --help     show this
EOF
}

say() {
    printf 'install.sh: %s\n' "$*"
}

die() {
    printf 'install.sh: %s\n' "$*" >&2
    exit 1
}

misused() {
    printf 'install.sh: %s\nTry: ./install.sh --help\n' "$*" >&2
    exit 2
}

mode=install
prefix=
yes=false
build=true
agent=false
apps=
dry=false
choose() {
    [ "$mode" = install ] || misused "--$mode and $1 exclude each other"
    mode=${1#--}
}

# Words for the setup script, quoted for eval.
wishes=
wish() {
    wishes="$wishes $1 '$(printf '%s' "$2" | sed "s/'/'\\\\''/g")'"
}
while [ $# -gt 0 ]; do
    case $1 in
        --demo | --test | --uninstall) choose "$1" ;;
        --prefix)
            [ $# -gt 1 ] || misused "--prefix needs a folder"
            prefix=$2
            [ -n "$prefix" ] || misused "--prefix needs a folder"
            shift
            ;;
        --agent) agent=true ;;
        --app | --authorize | --java)
            [ $# -gt 1 ] || misused "$1 needs a value"
            case $1 in
                --app) apps="$apps $2" ;;
                --authorize)
                    [ -f "$2" ] || misused "there is no file $2"
                    wish --authorize "$(cd -- "$(dirname -- "$2")" && pwd)/$(basename -- "$2")"
                    ;;
                --java) wish --java "$2" ;;
            esac
            shift
            ;;
        --dry-run) dry=true ;;
        --yes) yes=true ;;
        --no-build) build=false ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) misused "unknown argument: $1" ;;
    esac
    shift
done
[ "${CI:-}" != true ] || yes=true
if [ "$agent" = true ]; then
    case $mode in
        install | uninstall) ;;
        *) misused "--agent and --$mode exclude each other" ;;
    esac
    [ -n "$apps" ] || misused "--agent needs the name of an app: --app NAME"
    case $apps in
        *[!a-z0-9\ -]*) misused "an app's name holds lower-case letters, digits and hyphens" ;;
    esac
    [ "$mode" = install ] || [ -z "$wishes" ] || misused "--uninstall takes no --authorize or --java"
elif [ -n "$apps$wishes" ] || [ "$dry" = true ]; then
    misused "--app, --authorize, --java and --dry-run go with --agent"
fi

# A relative --prefix is meant from where the user stands, everything else from the project's folder.
case $prefix in
    '' | /*) ;;
    *) prefix=$PWD/$prefix ;;
esac
cd -- "$(dirname -- "$0")"
[ -f pom.xml ] || die "$PWD holds no pom.xml; run the script from a clone of the project"
version=$(sed -n 's:^ *<version>\(.*\)</version>$:\1:p' pom.xml | head -n 1)

if [ -z "$prefix" ]; then
    home=${HOME:-$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)}
    [ -n "$home" ] || die "HOME is not set and this user has no home folder: say where to install with --prefix DIR"
    prefix=$home/.local
fi
share=$prefix/share/deployctl
link=$prefix/bin/deployctl

uninstall() {
    removed=false
    # Only a link of ours: a file of that name is somebody else's.
    if [ -L "$link" ]; then
        case $(readlink "$link") in
            "$share"/*)
                rm -f -- "$link"
                say "removed $link"
                removed=true
                ;;
        esac
    fi
    if [ -d "$share" ]; then
        rm -rf -- "$share"
        say "removed $share"
        removed=true
    fi
    [ "$removed" = true ] || say "nothing is installed under $prefix"
}

# Prints the feature release of the JDK in folder $1, nothing when there is none.
jdk_release() {
    [ -x "$1/bin/javac" ] || return 0
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# Sets JAVA_HOME to a JDK of 17 or later; fails when this machine has none.
find_jdk() {
    on_path=$(command -v javac 2>/dev/null || true)
    [ -z "$on_path" ] || on_path=$(dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        [ -n "$candidate" ] || continue
        found=$(jdk_release "$candidate")
        if [ "${found:-0}" -ge 17 ]; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Sets $wanted to the packages that are missing. `jdk` stands for a package whose name is known only after `apt-get update`.
find_missing() {
    wanted=
    find_jdk || wanted="$wanted jdk"
    have mvn || wanted="$wanted maven"
    if [ "$mode" = test ]; then
        [ -x /usr/sbin/sshd ] || wanted="$wanted openssh-server"
        have ssh-keygen || wanted="$wanted openssh-client"
        have ss || wanted="$wanted iproute2"
        have ps || wanted="$wanted procps"
        [ -x /lib/systemd/systemd ] || wanted="$wanted systemd"
        [ -x /usr/bin/dbus-daemon ] || wanted="$wanted dbus"
        have sudo || wanted="$wanted sudo"
    fi
    wanted=${wanted# }
}

agree() {
    shown=$(printf '%s' "$wanted" | sed 's/jdk/a JDK (openjdk-17-jdk-headless, else default-jdk-headless)/')
    have apt-get || die "missing: $shown. There is no apt-get here: install them by hand and run this again"
    [ "$(id -u)" = 0 ] || have sudo || die "missing: $shown. Neither root nor sudo here: have them installed and run this again"
    say "missing: $shown"
    [ "$yes" = false ] || return 0
    if [ ! -t 0 ]; then
        say "there is no terminal to ask on: going on"
        return 0
    fi
    printf 'install.sh: run apt-get update and apt-get install for them? [y/N] '
    read -r answer || answer=
    case $answer in
        y | Y | yes | Yes) ;;
        *) die "nothing was installed" ;;
    esac
}

policy=/usr/sbin/policy-rc.d
policy_is_ours=false
remove_policy() {
    if [ "$policy_is_ours" = true ]; then
        as_root rm -f "$policy"
        policy_is_ours=false
    fi
}

# invoke-rc.d starts no service of a package while this script answers 101 (policy-rc.d(8)).
forbid_services() {
    [ ! -e "$policy" ] || return 0
    trap 'remove_policy' EXIT
    trap 'remove_policy; exit 130' INT
    trap 'remove_policy; exit 143' TERM
    policy_is_ours=true
    # shellcheck disable=SC2016 # $1 is the inner shell's
    as_root sh -c 'printf "#!/bin/sh\nexit 101\n" >"$1" && chmod 755 "$1"' sh "$policy"
    say "no service is started meanwhile ($policy is there until apt-get is done)"
}

apt() {
    say "running: apt-get $*"
    said=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" 2>&1) || {
        printf '%s\n' "$said" >&2
        die "apt-get $1 failed; what it said is above"
    }
}

get_packages() {
    find_missing
    [ -n "$wanted" ] || return 0
    agree
    forbid_services
    apt update
    packages=
    for package in $wanted; do
        if [ "$package" = jdk ]; then
            package=default-jdk-headless
            if [ -n "$(apt-cache show openjdk-17-jdk-headless 2>/dev/null)" ]; then
                package=openjdk-17-jdk-headless
            fi
        fi
        packages="$packages $package"
    done
    # shellcheck disable=SC2086 # one word a package
    apt install -y --no-install-recommends $packages
    remove_policy
    say "installed$packages"
    find_jdk || die "apt-get installed no JDK of 17 or later: install one, set JAVA_HOME and run this again"
    have mvn || die "apt-get installed no Maven: install one and run this again"
}

# Runs Maven with its talk in a file, one line a module on the screen; on failure the end of the file.
compile() {
    mkdir -p target
    log=$PWD/target/install.log
    say "building with Maven (a first build downloads what it needs; all output goes to $log)"
    {
        code=0
        mvn -B -ntp -DskipTests -pl common,adopter,agent,cli package 2>&1 || code=$?
        printf '\nexit status %s\n' "$code"
    } </dev/null | tee "$log" | sed -n 's/^\[INFO\] Building \([^:]*[^: ] *\)\( *\[[0-9/]*\]\)$/install.sh:   \1\2/p'
    if [ "$(tail -n 1 "$log")" != 'exit status 0' ]; then
        grep '^\[ERROR\]' "$log" | head -n 20 >&2 || true
        die "the build failed; all of its output is in $log"
    fi
}

artefacts='cli/src/main/dist/deployctl cli/src/main/dist/make-archive cli/target/deployctl-cli.jar
agent/target/deployctl-agent-'"$version"'/setup agent/target/deployctl-agent-'"$version"'/deployctl-agent.jar'

need_built() {
    for file in $artefacts; do
        [ -f "$file" ] || die "$file is not there: build first, with ./install.sh or mvn -DskipTests package"
    done
}

# Asks before anything is removed that no build brings back.
agree_to_remove() {
    [ "$yes" = false ] && [ "$dry" = false ] || return 0
    [ -t 0 ] || die "nothing was removed: there is no terminal to ask on; say --yes"
    printf 'install.sh: remove%s with all releases, logs and users? [y/N] ' "$apps"
    read -r answer || answer=
    case $answer in
        y | Y | yes | Yes) ;;
        *) die "nothing was removed" ;;
    esac
}

# Does to this machine what `deployctl setup` does to another.
set_up_host() {
    [ -f "agent/target/deployctl-agent-$version/setup" ] || die "the agent is not built: ./install.sh, or mvn -DskipTests package"
    [ "$(id -u)" = 0 ] || have sudo || die "neither root nor sudo here: this needs one of them"
    verb=install
    if [ "$mode" = uninstall ]; then
        verb=remove
        agree_to_remove
    fi
    [ "$dry" = false ] || wishes="$wishes --dry-run"
    for app in $apps; do
        say "running: setup $verb $app"
        eval "as_root sh 'agent/target/deployctl-agent-$version/setup' $verb $app $wishes" || exit $?
    done
}

install_files() {
    need_built
    if [ -e "$link" ] && [ ! -L "$link" ]; then
        die "$link is a file that this script did not make: move it away, or choose another --prefix"
    fi
    # Complete beside the old one, then renamed over it: a deployctl that runs meanwhile sees one or the other.
    new=$share/.$version.$$
    mkdir -p "$new/bin" "$new/lib" "$new/agent" "$prefix/bin"
    cp cli/src/main/dist/deployctl "$new/bin/"
    cp cli/src/main/dist/make-archive "$new/lib/"
    cp -R cli/target/answers "$new/lib/"
    cp cli/target/deployctl-cli.jar cli/target/lib/*.jar "$new/lib/"
    cp "agent/target/deployctl-agent-$version"/* "$new/agent/"
    chmod 755 "$new/bin/deployctl" "$new/agent/deployctl-agent" "$new/agent/setup"
    if [ -d "$share/$version" ]; then
        mv "$share/$version" "$new.old"
    fi
    mv "$new" "$share/$version"
    rm -rf -- "$new.old"
    say "installed $share/$version"
    # What makes it start fast; it starts without as well.
    if [ "${DEPLOYCTL_ARCHIVE:-}" != off ]; then
        DEPLOYCTL_ARCHIVE=now "$share/$version/bin/deployctl" </dev/null ||
            say "no archive of its classes could be made: deployctl starts slower than it could"
    fi
    ln -sf "$share/$version/bin/deployctl" "$link"
    say "linked $link"
    case :$PATH: in
        *:"$prefix/bin":*) ;;
        *) say "$prefix/bin is not in PATH: add it, or call deployctl by its full name" ;;
    esac
}

if [ "$agent" = true ]; then
    if [ "$build" = true ] && [ "$mode" = install ] && [ "$dry" = false ]; then
        get_packages
        compile
    fi
    set_up_host
    exit 0
fi
case $mode in
    uninstall)
        uninstall
        exit 0
        ;;
    test)
        get_packages
        say "running: mvn -B verify"
        exec mvn -B -ntp verify </dev/null
        ;;
esac
if [ "$build" = true ]; then
    get_packages
    compile
fi
install_files
if [ "$mode" = demo ]; then
    say "running: deployctl demo"
    exec "$share/$version/bin/deployctl" demo
fi
