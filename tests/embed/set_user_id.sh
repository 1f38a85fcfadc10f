# A set-user-id program does not take its configuration from the environment of whoever runs it.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
[ "$(id -u)" = 0 ] || skip "only root can make a set-user-id program of another user"

cat >"$WORK/privileged.c" <<'END'
#include <pylog/config.h>
int main(void) {
    if (pylog_config_from_env(NULL))
        return 1;
    pylog_warning(pylog_get_logger("x"), "written with foreign rights");
    return 0;
}
END
cat >"$WORK/nobody_runs.c" <<'END'
#include <stdlib.h>
#include <unistd.h>
int main(int count, char **arguments) {
    if (count != 3 || setgid(65534) || setuid(65534) || setenv("PYLOG_CONFIG", arguments[2], 1))
        return 9;
    execl(arguments[1], arguments[1], (char *)0);
    return 8;
}
END
"$CC" -std=c11 "-I$PYLOG_ROOT/include" "$WORK/privileged.c" "$(library)" -pthread -o "$WORK/privileged"
"$CC" -std=gnu11 "$WORK/nobody_runs.c" -o "$WORK/nobody_runs"
chmod 755 "$WORK"
mkdir -m 700 "$WORK/of_root"
echo precious >"$WORK/of_root/file"
cat >"$WORK/config.json" <<END
{"version": 1, "root": {"handlers": ["h"]},
 "handlers": {"h": {"class": "logging.FileHandler", "filename": "$WORK/of_root/file", "mode": "w"}}}
END
chmod 644 "$WORK/config.json"

# The program without foreign rights reads it: the file and the variable are right.
PYLOG_CONFIG=$WORK/config.json "$WORK/privileged"
grep -q "written with foreign rights" "$WORK/of_root/file" || fail "the configuration is not applied at all"

echo precious >"$WORK/of_root/file"
chmod 4755 "$WORK/privileged"
"$WORK/nobody_runs" "$WORK/privileged" "$WORK/config.json" 2>"$WORK/said" || fail "it ended with $?"
[ "$(cat "$WORK/of_root/file")" = precious ] || fail "a file of root's was overwritten"
grep -q "written with foreign rights" "$WORK/said" || fail "the program did not log: $(cat "$WORK/said")"
