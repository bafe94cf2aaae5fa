#!/bin/sh
# Installs deployctl for the current user: built from the clone that this script lies in, else from a release. See --help.
#
# All of it is functions until the last line: of a script that comes through a pipe and is cut, nothing is run.
set -eu
# cd would go elsewhere, and print where.
unset CDPATH

usage() {
    cat <<'EOF'
Usage: install.sh [--demo | --test | --uninstall] [--version V] [--self-contained] [--prefix DIR] [--yes] [--no-build]
       install.sh --agent [--uninstall] --app NAME... [--authorize FILE]... [--java HOME] [--dry-run] [--version V] [--yes] [--no-build]

Installs deployctl under ~/.local: share/deployctl/<version>, a link bin/deployctl, and links
in share to its manual pages and what shells complete. In a clone of the project it gets a
JDK (17 or later) and Maven with apt-get if they are missing, and builds. Anywhere else, or
with --version, it downloads a release and holds it against the release's SHA-256; where gh
is there and logged in, GitHub has to attest that the release workflow has built it. That
needs curl or wget, and to run it Java 17 or later.

  --version V    the release to take; without it, outside of a clone, the newest
  --self-contained  take the archive for this machine that brings its own Java
  --demo         then run `deployctl demo`
  --test         get what the tests need too (openssh-server without starting it,
                 iproute2, nftables, procps, systemd, dbus, sudo, busybox,
                 netbase, curl, wget, jq, less) and run `mvn verify` instead of installing
  --uninstall    remove what an earlier run installed, nothing else
  --agent        instead of all that, set this very machine up as a host, as root or by sudo, as
                 `deployctl setup` does it to another: the agent as a service for each app
  --app NAME     an app of this host; --uninstall takes its releases, logs and user away
  --authorize FILE  public keys that may log in as the app's user and reach its agent, nothing else
  --java HOME    the Java that the agent runs on
  --dry-run      say what --agent would do, and change nothing
  --prefix DIR   install under DIR instead of ~/.local, such as /opt
  --yes          do not ask on a terminal before packages are installed (CI=true does the same)
  --no-build     install what is built already
  -h, --help     show this

DEPLOYCTL_RELEASES is where releases are, instead of https://github.com/deployctl/deployctl/releases:
it has latest/download/SHA256SUMS, and download/v<version>/ with that file and the archives.
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
    printf 'install.sh: %s\nTry: install.sh --help\n' "$*" >&2
    exit 2
}

choose() {
    [ "$mode" = install ] || misused "--$mode and $1 exclude each other"
    mode=${1#--}
}

# Words for the setup script, quoted for eval.
wishes=
wish() {
    wishes="$wishes $1 '$(printf '%s' "$2" | sed "s/'/'\\\\''/g")'"
}

read_arguments() {
    mode=install
    prefix=
    yes=false
    build=true
    agent=false
    apps=
    dry=false
    version=
    self_contained=false
    while [ $# -gt 0 ]; do
        case $1 in
            --demo | --test | --uninstall) choose "$1" ;;
            --prefix)
                [ $# -gt 1 ] || misused "--prefix needs a folder"
                prefix=$2
                [ -n "$prefix" ] || misused "--prefix needs a folder"
                shift
                ;;
            --version)
                [ $# -gt 1 ] || misused "--version needs the version of a release"
                version=${2#v}
                case $version in
                    [0-9]*) ;;
                    *) misused "--version needs the version of a release, such as 1.4.0" ;;
                esac
                case $version in
                    *[!0-9A-Za-z.+-]*) misused "no release has the version $version" ;;
                esac
                shift
                ;;
            --self-contained) self_contained=true ;;
            --agent) agent=true ;;
            --app | --authorize | --java)
                [ $# -gt 1 ] || misused "$1 needs a value"
                case $1 in
                    --app)
                        case $2 in
                            '' | *[!a-z0-9-]*) misused "an app's name holds lower-case letters, digits and hyphens" ;;
                        esac
                        apps="$apps $2"
                        ;;
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
        [ "$mode" = install ] || [ -z "$wishes" ] || misused "--uninstall takes no --authorize or --java"
        [ "$self_contained" = false ] || misused "--agent and --self-contained exclude each other"
    elif [ -n "$apps$wishes" ] || [ "$dry" = true ]; then
        misused "--app, --authorize, --java and --dry-run go with --agent"
    fi
}

# Sets from to clone or release, and goes to the clone.
find_sources() {
    from=release
    # $0 is the shell where the script comes through a pipe.
    case $0 in
        *.sh)
            folder=$(cd -- "$(dirname -- "$0")" && pwd)
            if grep -qs '<artifactId>deployctl</artifactId>' "$folder/pom.xml"; then
                from=clone
                # A relative --prefix is meant from where the user stands, everything else from the project's folder.
                cd -- "$folder"
            fi
            ;;
    esac
    if [ "$mode" = test ]; then
        [ "$from" = clone ] || misused "--test needs a clone of the project"
        [ -z "$version" ] || misused "--test and --version exclude each other"
    fi
    if [ -n "$version" ] || [ "$self_contained" = true ]; then
        from=release
    fi
    if [ "$from" = clone ]; then
        version=$(sed -n 's:^ *<version>\(.*\)</version>$:\1:p' pom.xml | head -n 1)
        built=agent/target/deployctl-agent-$version
    elif [ "$build" = false ] && [ "$mode" != uninstall ]; then
        misused "--no-build needs a clone of the project, and no --version"
    fi
}

find_places() {
    if [ -z "$prefix" ]; then
        home=${HOME:-$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)}
        [ -n "$home" ] || die "HOME is not set and this user has no home folder: say where to install with --prefix DIR"
        prefix=$home/.local
    fi
    share=$prefix/share/deployctl
    link=$prefix/bin/deployctl
    # What is not in the user's own folder is for everybody.
    case $prefix in
        "${HOME:-/nowhere}"/*) ;;
        *) umask 022 ;;
    esac
}

# Succeeds where $1 is a link into what this script has installed: a file of that name is somebody else's.
is_ours() {
    [ -L "$1" ] || return 1
    case $(readlink "$1") in
        "$share"/*) return 0 ;;
    esac
    return 1
}

# Removes $1 and the folders above it, up to $2, that are left empty.
remove_empty() {
    emptied=$1
    while [ "$emptied" != "$2" ] && rmdir -- "$emptied" 2>/dev/null; do
        emptied=${emptied%/*}
    done
}

# What is linked from where the shells look, as far as an installation has it: they load what completes a command when it is first completed.
completions='completion.sh share/bash-completion/completions/deployctl
completion.zsh share/zsh/site-functions/_deployctl
completion.fish share/fish/vendor_completions.d/deployctl.fish'
manual=share/man/man1

# Calls $1 with each of these files of the installation, and the place of the link to it.
with_completions() {
    with=$1
    # shellcheck disable=SC2086 # one word a file, one a place
    set -- $completions
    while [ $# -gt 0 ]; do
        "$with" "$share/$version/lib/answers/$1" "$prefix/$2"
        shift 2
    done
}

# Removes $2, the link to $1, and the folders that this leaves empty.
unlink_from() {
    if is_ours "$2"; then
        rm -f -- "$2"
        removed=true
    fi
    remove_empty "${2%/*}" "$prefix/share"
}

uninstall() {
    removed=false
    if is_ours "$link"; then
        rm -f -- "$link"
        say "removed $link"
        removed=true
    fi
    with_completions unlink_from
    for page in "$prefix/$manual"/deployctl*.1; do
        unlink_from "" "$page"
    done
    # What deployctl has made for a faster start where it may not write beside itself; other users have theirs.
    case ${XDG_CACHE_HOME:-}:${HOME:-} in
        /*:*) cache=$XDG_CACHE_HOME ;;
        *:/*) cache=$HOME/.cache ;;
        *) cache= ;;
    esac
    if [ -n "$cache" ] && [ -d "$cache/deployctl/archives$share" ]; then
        rm -rf -- "$cache/deployctl/archives$share"
        remove_empty "$cache/deployctl/archives${share%/*}" "$cache"
        say "removed $cache/deployctl/archives$share"
        removed=true
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
        have nft || wanted="$wanted nftables"
        have ps || wanted="$wanted procps"
        [ -x /lib/systemd/systemd ] || wanted="$wanted systemd"
        [ -x /usr/bin/dbus-daemon ] || wanted="$wanted dbus"
        have sudo || wanted="$wanted sudo"
        have busybox || wanted="$wanted busybox"
        [ -f /etc/services ] || wanted="$wanted netbase"
        have curl || wanted="$wanted curl"
        have wget || wanted="$wanted wget"
        have jq || wanted="$wanted jq"
        have less || wanted="$wanted less"
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
policy_mark='# Written by install.sh of deployctl, which takes it away again.'
policy_is_ours=false
remove_policy() {
    if [ "$policy_is_ours" = true ]; then
        as_root rm -f "$policy"
        policy_is_ours=false
    fi
}

# invoke-rc.d starts no service of a package while this script answers 101 (policy-rc.d(8)).
forbid_services() {
    if [ -e "$policy" ]; then
        # One of ours is left where this script was killed, or the machine was switched off.
        ! grep -qsxF -e "$policy_mark" "$policy" || policy_is_ours=true
        return 0
    fi
    policy_is_ours=true
    # shellcheck disable=SC2016 # $1 and $2 are the inner shell's
    as_root sh -c 'printf "#!/bin/sh\n%s\nexit 101\n" "$2" >"$1" && chmod 755 "$1"' sh "$policy" "$policy_mark"
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
        mvn -B -ntp -T 2 -P unchecked -pl common,adopter,agent,cli package 2>&1 || code=$?
        printf '\nexit status %s\n' "$code"
    } </dev/null | tee "$log" | while IFS= read -r line; do
        case $line in
            # Not by sed, which keeps its lines to itself while its output is no terminal.
            '[INFO] Building deployctl '*/*']') printf 'install.sh:   %s\n' "${line#'[INFO] Building '}" ;;
        esac
    done
    if [ "$(tail -n 1 "$log")" != 'exit status 0' ]; then
        grep '^\[ERROR\]' "$log" | head -n 20 >&2 || true
        die "the build failed; all of its output is in $log"
    fi
}

need_built() {
    for file in cli/src/main/dist/deployctl cli/src/main/dist/make-archive cli/target/deployctl-cli.jar "$built/setup" "$built/deployctl-agent.jar"; do
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

# Does to this machine what `deployctl setup` does to another, with the agent in folder $1.
set_up_host() {
    [ -f "$1/setup" ] || die "the agent is not built: ./install.sh, or mvn -DskipTests package"
    [ "$(id -u)" = 0 ] || have sudo || die "neither root nor sudo here: this needs one of them"
    verb=install
    if [ "$mode" = uninstall ]; then
        verb=remove
        agree_to_remove
    fi
    [ "$dry" = false ] || wishes="$wishes --dry-run"
    for app in $apps; do
        say "running: setup $verb $app"
        eval "as_root sh \"\$1/setup\" $verb $app $wishes" </dev/null || exit $?
    done
}

# Sets new to a folder of the build's files, laid out as in a release.
lay_out() {
    new=$share/.$version.$$
    mkdir -p "$new/bin" "$new/lib" "$new/agent"
    cp cli/src/main/dist/deployctl "$new/bin/"
    cp cli/src/main/dist/make-archive "$new/lib/"
    cp -R cli/target/answers "$new/lib/"
    [ ! -d cli/target/man ] || cp -R cli/target/man "$new/"
    cp cli/target/deployctl-cli.jar cli/target/lib/*.jar "$new/lib/"
    cp "$built"/* "$new/agent/"
    chmod 755 "$new/bin/deployctl" "$new/agent/deployctl-agent" "$new/agent/setup"
}

# Ends here where it could not be installed, before anything is made for it.
need_place() {
    if [ -e "$link" ] && [ ! -L "$link" ]; then
        die "$link is a file that this script did not make: move it away, or choose another --prefix"
    fi
    existing=$share
    while [ ! -e "$existing" ]; do
        existing=$(dirname -- "$existing")
    done
    [ -w "$existing" ] || die "$existing is not this user's to write in: run this as another, or choose another --prefix"
}

# $1 is what is to be reached as $2, where that is nothing, or a link of ours.
link_to() {
    [ -f "$1" ] || return 0
    if { [ -e "$2" ] || [ -L "$2" ]; } && ! is_ours "$2"; then
        say "left $2 as it is: this script did not make it"
        return 0
    fi
    mkdir -p "$(dirname -- "$2")"
    ln -sf "$1" "$2"
}

# Gives the files in $new their place. A deployctl that runs meanwhile sees the old ones or these.
put_in_place() {
    if [ -d "$share/$version" ]; then
        mv "$share/$version" "$new.old"
    fi
    mv "$new" "$share/$version"
    rm -rf -- "$new.old"
    new=
    say "installed $share/$version"
    # What makes it start fast; it starts without as well.
    if [ "${DEPLOYCTL_ARCHIVE:-}" != off ]; then
        DEPLOYCTL_ARCHIVE=now "$share/$version/bin/deployctl" </dev/null ||
            say "no archive of its classes could be made: deployctl starts slower than it could"
    fi
    mkdir -p "$prefix/bin"
    ln -sf "$share/$version/bin/deployctl" "$link"
    say "linked $link"
    with_completions link_to
    for page in "$share/$version/man/man1"/*.1; do
        link_to "$page" "$prefix/$manual/${page##*/}"
    done
    say "linked what shells complete, and the manual pages that there are, in $prefix/share"
    case :$PATH: in
        *:"$prefix/bin":*) ;;
        *) say "$prefix/bin is not in PATH: add it, or call deployctl by its full name" ;;
    esac
}

unchanged() {
    die "nothing was installed: $*"
}

# Downloads $1 to file $2.
download() {
    case $1 in
        https:*) schemes='=https' ;;
        *) schemes='=http,https,file' ;;
    esac
    if have curl; then
        curl -fsSL --proto "$schemes" --proto-redir "$schemes" --retry 2 --connect-timeout 20 --max-time 900 -o "$2" -- "$1" </dev/null >"$work/said" 2>&1 && return
    else
        # busybox has a wget that tries once, and knows none of these.
        options=-q
        if wget --help 2>&1 | grep -q -- --tries; then options='-nv --tries=3 -T 60'; fi
        # shellcheck disable=SC2086 # one word an option
        wget $options -O "$2" "$1" </dev/null >"$work/said" 2>&1 && return
    fi
    code=$?
    reason=$(tail -n 1 "$work/said")
    unchanged "$1 could not be downloaded (${reason:-exit code $code})"
}

# Prints the SHA-256 of file $1.
sha256() {
    if have sha256sum; then
        sha256sum <"$1"
    elif have shasum; then
        shasum -a 256 <"$1"
    else
        openssl dgst -sha256 -r <"$1"
    fi | cut -d' ' -f1
}

# Prints what the releases call this machine.
platform() {
    case $(uname -s)/$(uname -m) in
        Linux/x86_64) echo linux-x64 ;;
        Linux/aarch64) echo linux-arm64 ;;
        Darwin/x86_64) echo macos-x64 ;;
        Darwin/arm64) echo macos-arm64 ;;
        *) echo "$(uname -s)-$(uname -m)" ;;
    esac
}

# Prints the SHA-256 that the release has for the file named $1.
published() {
    sed -n "s/^\([0-9a-f]\{64\}\) [ *]$(printf '%s' "$1" | sed 's/\./\\./g')\$/\1/p" "$work/SHA256SUMS" | head -n 1
}

# Ends here where GitHub knows of file $1 and has another story about where it comes from.
see_attestation() {
    if ! have gh || ! gh attestation verify --help </dev/null >/dev/null 2>&1 || ! gh auth status </dev/null >/dev/null 2>&1; then
        say "who has built it was not looked up: that takes gh, logged in to GitHub"
        return 0
    fi
    gh attestation verify "$1" --repo deployctl/deployctl --signer-workflow deployctl/deployctl/.github/workflows/release.yml </dev/null >"$work/said" 2>&1 || {
        tail -n 5 "$work/said" >&2
        unchanged "GitHub does not attest that deployctl's release workflow has built it; what gh said is above"
    }
    say "GitHub attests that deployctl's release workflow has built it"
}

# Succeeds where musl is the system's C library. A package of it may also be there beside glibc, whose getconf alone knows glibc's version.
is_musl() {
    [ -n "$(ls /lib/ld-musl-* 2>/dev/null)" ] && ! getconf GNU_LIBC_VERSION >/dev/null 2>&1
}

# Sets unpacked to a folder with the release, whose bytes are those that were published.
get_release() {
    have curl || have wget || unchanged "neither curl nor wget is here to download it with"
    have sha256sum || have shasum || have openssl || unchanged "none of sha256sum, shasum and openssl is here to check it with"
    have tar || unchanged "it takes tar to unpack it"
    have gzip || unchanged "it takes gzip to unpack it"
    releases=${DEPLOYCTL_RELEASES:-https://github.com/deployctl/deployctl/releases}
    releases=${releases%/}
    work=$(mktemp -d "${TMPDIR:-/tmp}/deployctl.XXXXXX")
    if [ -n "$version" ]; then
        download "$releases/download/v$version/SHA256SUMS" "$work/SHA256SUMS"
    else
        download "$releases/latest/download/SHA256SUMS" "$work/SHA256SUMS"
        version=$(sed -n 's/^[0-9a-f]\{64\} [ *]deployctl-\([0-9][0-9A-Za-z.+]*\)\.tar\.gz$/\1/p' "$work/SHA256SUMS" | head -n 1)
        [ -n "$version" ] || unchanged "$releases/latest/download/SHA256SUMS names no release"
    fi
    name=deployctl-$version.tar.gz
    if [ "$self_contained" = true ]; then
        name=deployctl-$version-$(platform).tar.gz
        # The Java in it is linked with glibc.
        [ "$(uname -s)" != Linux ] || ! is_musl || name=deployctl-$version-linux-musl.tar.gz
    fi
    sum=$(published "$name")
    [ -n "$sum" ] || unchanged "release $version has no $name"
    say "downloading $releases/download/v$version/$name"
    download "$releases/download/v$version/$name" "$work/$name"
    is=$(sha256 "$work/$name")
    [ "$is" = "$sum" ] || unchanged "$name is not what was published: its SHA-256 is $is, and has to be $sum"
    say "its SHA-256 is the published one, $sum"
    see_attestation "$work/$name"
    unpacked=$work/deployctl-$version
    if [ "$agent" = false ]; then
        # It is started there: from a folder for temporary files, nothing may be executed (mount(8), noexec).
        new=$share/.$version.$$
        unpacked=$new
    fi
    mkdir -p "$unpacked"
    gzip -dc "$work/$name" | tar -xof - -C "$unpacked" --strip-components=1 || unchanged "$name could not be unpacked in $unpacked"
}

install_release() {
    need_place
    get_release
    # Starts it, which finds the Java, before anything is changed.
    if ! DEPLOYCTL_ARCHIVE=off "$unpacked/bin/deployctl" --version </dev/null >"$work/said" 2>&1; then
        cat "$work/said" >&2
        hint=
        [ "$self_contained" = true ] || [ -z "$(published "deployctl-$version-$(platform).tar.gz")" ] || hint=", or take the archive that brings its own with --self-contained"
        unchanged "deployctl $version does not run here; why is above$hint"
    fi
    put_in_place
}

# What is half done when this script ends is undone.
new=
work=
tidy() {
    if [ -n "$new" ]; then
        rm -rf -- "$new"
        remove_empty "$share" "$existing"
    fi
    [ -z "$work" ] || rm -rf -- "$work"
    remove_policy
}

main() {
    read_arguments "$@"
    started=$PWD
    find_sources
    case $prefix in
        '' | /*) ;;
        *) prefix=$started/$prefix ;;
    esac
    find_places
    trap 'tidy' EXIT
    # Of a signal that has no trap of its own, dash and busybox die without a look at the one for EXIT.
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
    if [ "$agent" = true ]; then
        if [ "$from" = release ]; then
            get_release
            built=$unpacked/agent
        elif [ "$build" = true ] && [ "$mode" = install ] && [ "$dry" = false ]; then
            get_packages
            compile
        fi
        set_up_host "$built"
        return
    fi
    case $mode in
        uninstall)
            uninstall
            return
            ;;
        test)
            get_packages
            say "running: mvn -B verify"
            exec mvn -B -ntp verify </dev/null
            ;;
    esac
    if [ "$from" = release ]; then
        install_release
    else
        if [ "$build" = true ]; then
            get_packages
            compile
        fi
        need_built
        need_place
        lay_out
        put_in_place
    fi
    if [ "$mode" = demo ]; then
        say "running: deployctl demo"
        tidy
        exec "$share/$version/bin/deployctl" demo
    fi
}

main "$@"
