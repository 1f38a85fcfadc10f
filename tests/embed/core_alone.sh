# A program that copies the core's folders has loggers, levels, filters, formatters, files and streams. Each other room is
# added by itself, with the rooms that it stands on.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

core="port base time message style codec thread record formatter handler logger"
handlers_need="wire"
config_needs="queue syntax wire handlers"

cp -r "$PYLOG_ROOT/include" "$PYLOG_ROOT/examples/quickstart.c" "$WORK"
mkdir "$WORK/src"
cd "$WORK"

# add ROOM...: copy and compile what is not there yet. A room that needs one which is not there does not compile, or link.
add() {
    for room; do
        [ ! -e "src/$room" ] || continue
        cp -r "$PYLOG_ROOT/src/$room" src
        mkdir -p "objects/$room"
        (cd "objects/$room" && "$CC" -std=c11 -I../../include -c ../../src/"$room"/*.c) || fail "$room does not compile"
    done
}

# program NAME ROOM...: link all of these rooms, whether the program uses them or not, and run it.
program() {
    name=$1 objects=
    shift
    for room; do
        objects="$objects objects/$room/*.o"
    done
    # shellcheck disable=SC2086
    "$CC" -std=c11 -Iinclude "$name.c" $objects -pthread -o "$name" || fail "$name: $* do not link"
    "./$name" 2>"$name.err" || fail "$name: exit $?: $(cat "$name.err")"
}

add $core
program quickstart $core
[ "$(cat quickstart.err)" = "INFO:app:started
INFO:app.db:connected to localhost in 7 ms
WARNING:app.db:3 of 4 replicas are up" ] || fail "the quickstart printed: $(cat quickstart.err)"
[ "$(wc -l <quickstart.log)" -eq 3 ] || fail "the quickstart logged: $(cat quickstart.log)"

cat >with_queue.c <<'END'
#include <pylog/handlers.h>
int main(void) {
    if (pylog_basic_config(&(struct pylog_config){ .filename = "queue.log", .queue = pylog_queue_new(NULL) }) != 0)
        return 1;
    pylog_error(NULL, "queued %d", 1);
    return 0;
}
END
add queue
program with_queue $core queue
[ "$(cat queue.log)" = "ERROR:root:queued 1" ] || fail "through a queue: $(cat queue.log)"

# Rooms of functions that the core does not call: they link.
cat >with_nothing.c <<'END'
#include <pylog.h>
int main(void) {
    pylog_error(NULL, "alone");
    return 0;
}
END
for room in syntax wire; do
    add "$room"
    program with_nothing $core "$room"
done

cat >with_handlers.c <<'END'
#include <pylog/handlers.h>
int main(void) {
    pylog_handler *handler =
        pylog_rotating_file_handler_new("rotated.log", &(struct pylog_rotating_options){ .max_bytes = 1, .backup_count = 1 });
    pylog_logger_add_handler(NULL, handler);
    pylog_error(NULL, "one");
    pylog_error(NULL, "two");
    return 0;
}
END
add handlers $handlers_need
program with_handlers $core handlers $handlers_need
[ "$(cat rotated.log.1 rotated.log)" = "one
two" ] || fail "rotated: $(cat rotated.log.1 rotated.log)"

cat >with_config.c <<'END'
#include <pylog/config.h>
int main(void) {
    if (pylog_dict_config("{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.FileHandler\", "
                          "\"filename\": \"configured.log\"}}, \"root\": {\"handlers\": [\"h\"]}}") != 0)
        return 1;
    pylog_error(NULL, "configured");
    return 0;
}
END
add config $config_needs
program with_config $core config $config_needs
[ "$(cat configured.log)" = "configured" ] || fail "configured: $(cat configured.log)"

# The walk through the house says how large the core is.
said=$(sed -n 's/.*are the core: \([0-9,]*\) lines.*/\1/p' "$PYLOG_ROOT/src/README.md" | tr -d ,)
lines=$(for room in $core; do cat "src/$room"/*.[ch]; done | wc -l)
[ "${said:-0}" -gt $((lines * 95 / 100)) ] && [ "${said:-0}" -lt $((lines * 105 / 100)) ] ||
    fail "src/README.md says ${said:-nothing} of the core's lines: they are $lines"
echo "the core alone, and with each other room"
