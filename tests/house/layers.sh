# src is a house of rooms, one on the other: a file includes only what is in its own room or in one below. And handlers
# have no private door: of what is above the codecs they see the public headers alone, and the file that is appended to.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"

# From the lowest up. The core ends with the loggers: the rooms after it are left out by a program that does not need them.
rooms="port base time message style codec thread record formatter handler logger queue syntax wire handlers config"
# What is to go: the log call's way into a queue.
allowed=""

floor_of() {
    floor=0
    for room in $rooms; do
        floor=$((floor + 1))
        [ "$room" != "$1" ] || { echo $floor && return; }
    done
    fail "src/$1 is no room of the house"
}

is_allowed() {
    case " $allowed " in
    *" $1 "*) return 0 ;;
    esac
    return 1
}

cd "$PYLOG_ROOT/src"
for file in */*.[ch]; do
    own=${file%%/*}
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' "$file" | while IFS= read -r included; do
        case $included in
        ../*/*) other=${included#../} other=${other%%/*} ;;
        */*) fail "$file includes \"$included\": not relative to its folder" ;;
        *) other=$own ;;
        esac
        [ -e "$own/$included" ] || fail "$file includes \"$included\", which is not there"
        [ "$(floor_of "$other")" -le "$(floor_of "$own")" ] || is_allowed "$file:$other" ||
            fail "$file includes \"$included\", which is above it"
        case $own/$other:$included in
        *:../handler/append_*) ;;
        handlers/thread:* | handlers/record:* | handlers/formatter:* | handlers/handler:* | handlers/logger:* | handlers/queue:*)
            fail "$file includes \"$included\": handlers use the public headers"
            ;;
        esac
    done
done

# src/README.md has the rooms in this order, and the files that it names are there.
named=$(sed -n 's/^| `\([a-z]*\)` | .*/\1/p' README.md | tr '\n' ' ')
[ "$named" = "$rooms " ] || fail "src/README.md has the rooms: $named"
for file in $(grep -o '[(\` ][a-z]*/[a-z_]*\.[ch]' README.md | tr -d '(` '); do
    [ -e "$file" ] || fail "src/README.md names $file, which is not there"
done
echo "every include goes downwards"
