# A file includes only what stands on its own floor or below: port < text < core < handlers, config. And handlers
# have no private door: of core they see the public headers alone.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"

floor_of() {
    case $1 in
    port) echo 1 ;;
    text) echo 2 ;;
    core) echo 3 ;;
    handlers | config) echo 4 ;;
    *) fail "src/$1 is on no floor" ;;
    esac
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
        [ "$(floor_of "$other")" -le "$(floor_of "$own")" ] || fail "$file includes \"$included\", a floor above it"
        [ "$own $other" != "handlers core" ] || fail "$file includes \"$included\": handlers use the public headers"
    done
done
echo "every include goes downwards"
