# The README's line makes JSON of a configuration in YAML: pylog is configured by it as CPython is by the YAML itself.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need python3
PATH=/usr/bin:$PATH # where the system's packages are found
python3 -c 'import yaml' 2>/dev/null || skip "no yaml for python3 here"
environment=${PYLOG_EXAMPLES:-}/environment
[ -x "$environment" ] || skip "no example environment: it is not built"
cd "$WORK"

cat >logging.yaml <<'END'
# levels and formats with an anchor, an alias and a merged mapping
version: 1
disable_existing_loggers: no
formatters:
  plain: {format: "%(levelname)-8s %(name)s: %(message)s"}
handlers:
  file: &file
    class: logging.FileHandler
    filename: all.log
    formatter: plain
    encoding: utf-8
  serious:
    <<: *file
    filename: serious.log
    level: WARNING
loggers:
  app.db:
    level: DEBUG
root:
  level: INFO
  handlers: [file, serious]
END

line=$(sed -n 's/^| YAML.*`\(python3 -c .*\)` makes JSON.*/\1/p' "$PYLOG_ROOT/README.md")
[ -n "$line" ] || fail "README has no line that makes JSON of YAML"
eval "$line" || fail "$line"
PYLOG_CONFIG=logging.json "$environment" >/dev/null || fail "the example fails"
mkdir python && cd python
python3 - <<'END' || fail "CPython refuses it"
import logging, logging.config, yaml
with open("../logging.yaml") as file:
    logging.config.dictConfig(yaml.safe_load(file))
logging.getLogger("app").info("started")
logging.getLogger("app.db").debug("connected in %d ms", 7)
logging.getLogger("library").info("not logged")
logging.getLogger("library").warning("deprecated")
END
cd ..
for file in all.log serious.log; do
    [ -s "$file" ] || fail "$file is empty"
    diff -u "python/$file" "$file" || fail "CPython (-) and pylog (+) log differently"
done
echo "$(cat all.log serious.log | wc -l) records, all as CPython has them"
