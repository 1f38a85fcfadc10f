# A program with the static library has styles, encodings, strftime and queues in it if it asks for them, and only then: the
# linker drops the rest (--gc-sections, which the CMake target and pkg-config ask for).
# What it writes is the same where the compiler does not optimise, and everything is linked.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need nm g++ clang++

# build COMPILER... : $WORK/program, and which parts are in it.
build() {
    "$@" "-I$INSTALLED/static/include" "-DCONFIGURE=$(echo "$configure" | tr '\n' ' ')" "$here/parts.c" -x none \
        "$INSTALLED/static/lib/libpylog.a" -pthread -Wl,--gc-sections -o "$WORK/program"
    nm "$WORK/program" | awk '
        $3 == "pylog__brace_style" { styles = "styles " }
        $3 ~ /^(pylog__codec_find|charmap_runs|charmap_names)$/ { encodings = "encodings " }
        $3 == "pylog__put_time" { dates = "dates " }
        $3 == "pylog_queue_new" { queues = "queues " }
        END { print styles encodings dates queues }'
}

# expect PARTS TEXT CONFIGURE
expect() {
    configure=$3
    for option in -O0 -O1 -O2; do
        parts=$(build "$CC" -std=c11 $option)
        [ $option = -O0 ] || [ "$parts" = "$1" ] || fail "with $option this links $parts: $3"
        rm -f "$WORK/log"
        "$WORK/program" "$WORK/log" || fail "with $option this failed: $3"
        printf "$2\n" | cmp - "$WORK/log" || fail "with $option this wrote $(cat "$WORK/log"): $3"
    done
}

usual='WARNING:app:caf\303\251 7' alone='caf\303\251 7'

# with MEMBERS: pylog_basic_config.
with() { echo "failed = pylog_basic_config(&(struct pylog_config){ .filename = file, ${1:-} })"; }

expect "" "$usual" "$(with)"
expect "" "$alone" "$(with '.style = 37, .format = "%(message)s"')"
expect "styles " "$usual" "$(with ".style = '{'")"
expect "styles " "$usual" "$(with ".style = '\$'")"
expect "encodings " 'WARNING:app:caf\351 7' "$(with '.encoding = "latin-1"')"
expect "encodings " "$usual" "$(with '.errors = "strict"')"
expect "dates " 'at %%q' "$(with '.datefmt = "at %q", .format = "%(asctime)s"')"
expect "queues " "$usual" "$(with '.queue = pylog_queue_new(NULL)')"
expect "styles encodings dates queues " 'WARNING:app:caf? 7' "$(with ".style = '{', .encoding = \"ascii\", \
.errors = \"replace\", .datefmt = \"%H\", .queue = pylog_queue_new(NULL)")"
expect "styles encodings dates " "$usual" \
    'failed = pylog_basic_config(from_elsewhere(&(struct pylog_config){ .filename = file }))'

# added FILE_OPTIONS FORMAT FORMATTER_OPTIONS: a handler and a formatter, made and put together.
added() {
    echo "pylog_handler *handler = pylog_file_handler_new(file, $1);
        pylog_formatter *formatter = pylog_formatter_new($2, $3);
        failed = !handler || !formatter || pylog_handler_set_formatter(handler, formatter) ||
                 pylog_logger_add_handler(NULL, handler)"
}

expect "" "$alone" "$(added NULL NULL NULL)"
expect "" "$alone" "$(added '&(struct pylog_file_options){ .delay = true }' '"%(message)s"' \
    '&(struct pylog_formatter_options){ .no_validate = true }')"
expect "dates " "$alone" "$(added NULL NULL '&(struct pylog_formatter_options){ .datefmt = "%H" }')"
expect "encodings " 'caf\351 7' "$(added '&(struct pylog_file_options){ .encoding = "latin-1" }' NULL NULL)"
expect "styles " "$alone" "$(added NULL '"{message}"' "&(struct pylog_formatter_options){ .style = '{' }")"

# Other calls in between, options that are used twice, what a handler is asked for: the compiler still sees it.
expect "" "$usual" 'struct pylog_config config = { .filename = file }; fflush(stdout); if (argc > 5) config.level = 10;
    failed = pylog_basic_config(&config)'
expect "" "$usual" "struct pylog_file_options options = { .delay = true };
    pylog_handler *handlers[] = { pylog_file_handler_new(file, &options),
                                  pylog_file_handler_new(\"/dev/null\", &options), NULL };
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handlers[1], &stats);
    failed = pylog_basic_config(&(struct pylog_config){ .handlers = handlers })"
expect "" "$alone" "$(with); pylog_handler *handler; pylog_logger_handlers(NULL, &handler, 1);
    pylog_formatter *formatter = pylog_formatter_new(NULL, NULL); pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    pylog_handler_set_formatter(handler, formatter)"

configure='struct pylog_config config = pylog_config(); fflush(stdout); config.filename = file;
    failed = pylog_basic_config(&config)'
for compiler in g++ clang++; do
    parts=$(build $compiler -x c++ -O2)
    [ -z "$parts" ] || fail "$compiler links $parts: $configure"
done
echo "a program has the parts that it asks for"
