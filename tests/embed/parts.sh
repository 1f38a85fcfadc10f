# A program with the static library has styles, encodings, strftime and queues in it if it asks for them, and only then; what it
# writes is the same where the compiler does not optimise, and everything is linked.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need nm

cmake_build "$PYLOG_ROOT" "$WORK/release" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DPYLOG_BUILD_EXAMPLES=OFF

# build OPTION CONFIGURE: the program, and which parts are in it.
build() {
    "$CC" -std=c11 "$1" "-I$PYLOG_ROOT/include" "-DCONFIGURE=($2)" "$here/parts.c" "$WORK/release/libpylog.a" -pthread \
        -o "$WORK/program"
    nm "$WORK/program" | awk '
        $3 == "pylog__brace_style" { styles = "styles " }
        $3 == "pylog__codec_find" { encodings = "encodings " }
        $3 == "pylog__put_time" { dates = "dates " }
        $3 == "pylog_queue_new" { queues = "queues " }
        END { print styles encodings dates queues }'
}

# expect PARTS TEXT CONFIGURE
expect() {
    for option in -O0 -O2; do
        parts=$(build $option "$3")
        [ $option = -O0 ] || [ "$parts" = "$1" ] || fail "$3 links: $parts"
        rm -f "$WORK/log"
        "$WORK/program" "$WORK/log" || fail "$3 with $option failed"
        printf "$2\n" | cmp - "$WORK/log" || fail "$3 with $option wrote: $(cat "$WORK/log")"
    done
}

usual='WARNING:app:caf\303\251 7' alone='caf\303\251 7'
config() { echo "pylog_basic_config(&(struct pylog_config){ .filename = file, ${1:-} })"; }
handler() { echo "add(formatted(pylog_file_handler_new(file, $1), pylog_formatter_new($2, $3)))"; }

expect "" "$usual" "$(config)"
expect "" "$alone" "$(config '.style = 37, .format = "%(message)s"')"
expect "styles " "$usual" "$(config ".style = '{'")"
expect "styles " "$usual" "$(config ".style = '\$'")"
expect "encodings " 'WARNING:app:caf\351 7' "$(config '.encoding = "latin-1"')"
expect "encodings " "$usual" "$(config '.errors = "strict"')"
expect "dates " 'at %%q' "$(config '.datefmt = "at %q", .format = "%(asctime)s"')"
expect "queues " "$usual" "$(config '.queue = &(struct pylog_queue_options){ 0 }')"
expect "styles encodings dates queues " 'WARNING:app:caf? 7' \
    "$(config ".style = '{', .encoding = \"ascii\", .errors = \"replace\", .datefmt = \"%H\", .queue = &(struct pylog_queue_options){ 0 }")"
expect "styles encodings dates queues " "$usual" \
    "pylog_basic_config(from_elsewhere(&(struct pylog_config){ .filename = file }))"

expect "" "$alone" "$(handler NULL NULL NULL)"
expect "" "$alone" "$(handler '&(struct pylog_file_options){ .delay = true }' '"%(message)s"' \
    '&(struct pylog_formatter_options){ .no_validate = true }')"
expect "dates " "$alone" "$(handler '&(struct pylog_file_options){ .delay = true }' '"%(message)s"' \
    '&(struct pylog_formatter_options){ .datefmt = "%H" }')"
expect "encodings " 'caf\351 7' "$(handler '&(struct pylog_file_options){ .encoding = "latin-1" }' NULL NULL)"
expect "styles " "$alone" "$(handler NULL '"{message}"' "&(struct pylog_formatter_options){ .style = '{' }")"
echo "a program has the parts that it asks for"
