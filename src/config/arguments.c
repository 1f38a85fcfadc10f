/* Arguments that are more than a number or a string. */
#include "classes.h"

#include "../base/error.h"
#include "../base/value.h"
#include <limits.h>

/* ---- Of formatters --------------------------------------------------------------------------- */

int pylog__read_style(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    const char *text = value->kind == PYLOG__NODE_STR ? value->as.text.bytes : "";
    (void)reader;
    if (!*text || !strchr("%{$", *text) || text[1])
        return pylog__fail_value("Style must be one of: %s", "%,{,$");
    *(char *)member = *text;
    return 0;
}

/* What is no number and no string is printed by its repr, as Python's fields are. */
static int read_default(struct pylog__reader *reader, const struct pylog__node_value *value,
                        struct pylog_field *out) {
    if (value->kind != PYLOG__NODE_LIST && value->kind != PYLOG__NODE_TUPLE &&
        value->kind != PYLOG__NODE_DICT)
        return pylog__read_field(reader, value->key, value, out);
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__node_put_repr(&text, value);
    char *copy = text.failed ? NULL : pylog__document_copy(reader->document, text.data, text.length);
    pylog__buffer_release(&text);
    *out = pylog_field_str(value->key, copy);
    return copy ? 0 : pylog__fail_memory();
}

int pylog__read_defaults(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    if (!pylog__node_is_true(value))
        return 0;
    if (value->kind != PYLOG__NODE_DICT)
        return pylog__fail_type("'%s' object is not a mapping", pylog__node_type(value));
    struct pylog_field *fields =
        pylog__document_allocate(reader->document, (value->as.items.count + 1) * sizeof *fields);
    if (!fields)
        return -1;
    *(const struct pylog_field **)member = fields;
    const struct pylog__node_value *item = value->as.items.first;
    for (; item; item = item->next, fields++) {
        const struct pylog__node_value *meant;
        if (pylog__reader_value(reader, item, &meant) || read_default(reader, meant, fields))
            return -1;
        fields->key = item->key;
    }
    return 0;
}

int pylog__read_string_or_none(struct pylog__reader *reader, const struct pylog__node_value *value,
                               void *member) {
    const char **out = member;
    *out = NULL;
    return value->kind == PYLOG__NODE_NONE ? 0 : pylog__read_string(reader, value, out);
}

int pylog__read_converter(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    const char *name = pylog__reader_name(reader, value);
    bool gmtime = name && strcmp(name, "time.gmtime") == 0;
    if (!gmtime && !(name && strcmp(name, "time.localtime") == 0))
        return pylog__fail_type("a converter is ext://time.localtime or ext://time.gmtime");
    *(enum pylog_converter *)member = gmtime ? PYLOG_GMTIME : PYLOG_LOCALTIME;
    return 0;
}

/* ---- Of handlers that keep records ----------------------------------------------------------- */

/* With 0 any record flushes; but 0 is the default, and negative levels are as good. */
int pylog__read_flush_level(struct pylog__reader *reader, const struct pylog__node_value *value,
                            void *member) {
    int *level = member;
    (void)reader;
    if (pylog__read_level(value, level))
        return -1;
    if (*level == 0)
        *level = INT_MIN;
    return 0;
}

/* ---- Of queues ------------------------------------------------------------------------------- */

/* The place of a string among those; -1 with the error set. */
static int read_choice(struct pylog__reader *reader, const struct pylog__node_value *value, const char *what,
                       const char *const *choices) {
    const char *text;
    if (pylog__read_string(reader, value, &text))
        return -1;
    for (int i = 0; choices[i]; i++)
        if (strcmp(choices[i], text) == 0)
            return i;
    return pylog__fail_value("Unknown %s: '%s'", what, text);
}

/* None waits for ever, and no time is below 0. */
int pylog__read_timeout(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    double *timeout = member;
    (void)reader;
    if (value->kind == PYLOG__NODE_NONE) {
        *timeout = PYLOG_FOREVER;
        return 0;
    }
    if (pylog__read_real(value, timeout))
        return -1;
    return *timeout < 0 ? pylog__fail_value("Timeout value out of range") : 0;
}

int pylog__read_overflow(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    static const char *const choices[] = { "block", "drop_newest", "drop_oldest", "drop_below", NULL };
    const int choice = read_choice(reader, value, "overflow", choices);
    if (choice < 0)
        return -1;
    *(enum pylog_overflow *)member = (enum pylog_overflow)choice;
    return 0;
}

int pylog__read_clock(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    static const char *const choices[] = { "realtime", "tsc", NULL };
    const int choice = read_choice(reader, value, "clock", choices);
    if (choice < 0)
        return -1;
    *(enum pylog_clock *)member = (enum pylog_clock)choice;
    return 0;
}

/* ---- Of files -------------------------------------------------------------------------------- */

/* JSON has no octal numbers: a string is one, with or without 0 or 0o before it. A number is what it is; 600,
 * meant as 0600, is none of the permissions there are, as the other usual ones. */
int pylog__read_permissions(struct pylog__reader *reader, const struct pylog__node_value *value,
                            void *member) {
    enum { MOST_PERMISSIONS = 0777 };
    int number = 0;
    if (value->kind != PYLOG__NODE_STR) {
        if (pylog__read_int(value, &number))
            return -1;
        if (number < 0 || number > MOST_PERMISSIONS)
            return pylog__fail_value("Bad permissions: %d; write them as a string, \"0600\" say", number);
        *(unsigned *)member = (unsigned)number;
        return 0;
    }
    const char *text;
    if (pylog__read_string(reader, value, &text))
        return -1;
    const char *at = text + (text[0] == '0' && (text[1] == 'o' || text[1] == 'O') ? 2 : 0);
    const char *digits = at;
    while (*at >= '0' && *at <= '7' && number <= MOST_PERMISSIONS)
        number = number * 8 + (*at++ - '0');
    if (*at || at == digits || number > MOST_PERMISSIONS)
        return pylog__fail_value("Bad permissions: '%s'", text);
    *(unsigned *)member = (unsigned)number;
    return 0;
}

/* ---- Of files that rotate by time ------------------------------------------------------------ */

/* 0 is refused by the handler, as what is below it. */
int pylog__read_interval(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    int *interval = member;
    (void)reader;
    if (pylog__read_int(value, interval))
        return -1;
    if (*interval == 0)
        *interval = -1;
    return 0;
}

/* Two digits; NULL if there are none. */
static const char *read_digits(const char *at, int *out) {
    if (!(at[0] >= '0' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9'))
        return NULL;
    *out = (at[0] - '0') * 10 + (at[1] - '0');
    return at + 2;
}

int pylog__read_time_of_day(struct pylog__reader *reader, const struct pylog__node_value *value,
                            void *member) {
    struct pylog_time_of_day time = { 0 };
    const char *text;
    if (pylog__read_string(reader, value, &text))
        return -1;
    const char *at = read_digits(text, &time.hour);
    at = at && *at == ':' ? read_digits(at + 1, &time.minute) : NULL;
    if (at && *at == ':')
        at = read_digits(at + 1, &time.second);
    if (!at || *at || time.hour > 23 || time.minute > 59 || time.second > 59)
        return pylog__fail_value("Invalid isoformat string: '%s'", text);
    *(struct pylog_time_of_day *)member = time;
    return 0;
}

/* None, or what is registered under the name. */
static int read_hook(struct pylog__reader *reader, const struct pylog__node_value *value, const char *what,
                     bool (*find)(const char *name, struct pylog__factory *out), struct pylog__factory *out) {
    const char *name = pylog__reader_name(reader, value);
    *out = (struct pylog__factory){ .data = NULL };
    if (value->kind == PYLOG__NODE_NONE)
        return 0;
    if (!name)
        return pylog__fail_type("a registered function, with ext://, is needed here, not %s",
                                pylog__node_type(value));
    return find(name, out) ? 0 : pylog__fail_unresolved(name, what);
}

int pylog__read_namer(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    struct pylog__rotation_hooks *hooks = member;
    struct pylog__factory found;
    if (read_hook(reader, value, "namer", pylog__find_namer, &found))
        return -1;
    hooks->namer = found.is.namer;
    hooks->namer_data = found.data;
    return 0;
}

int pylog__read_rotator(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    struct pylog__rotation_hooks *hooks = member;
    struct pylog__factory found;
    if (read_hook(reader, value, "rotator", pylog__find_rotator, &found))
        return -1;
    hooks->rotator = found.is.rotator;
    hooks->rotator_data = found.data;
    return 0;
}

/* ---- Of the network -------------------------------------------------------------------------- */

static bool is_sequence(const struct pylog__node_value *value) {
    return value->kind == PYLOG__NODE_LIST || value->kind == PYLOG__NODE_TUPLE;
}

/* Python's `a, b = value`. */
static int check_pair(const struct pylog__node_value *value) {
    if (value->as.items.count > 2)
        return pylog__fail_value("too many values to unpack (expected 2)");
    if (value->as.items.count < 2)
        return pylog__fail_value("not enough values to unpack (expected 2, got %zu)", value->as.items.count);
    return 0;
}

static int read_address(struct pylog__reader *reader, const struct pylog__node_value *pair,
                        struct pylog__host_port *out) {
    if (check_pair(pair) || pylog__read_string(reader, pair->as.items.first, &out->host))
        return -1;
    const struct pylog__node_value *port;
    return pylog__reader_value(reader, pair->as.items.first->next, &port) || pylog__read_int(port, &out->port)
               ? -1
               : 0;
}

int pylog__read_port(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    int *port = member;
    (void)reader;
    if (value->kind != PYLOG__NODE_NONE)
        return pylog__read_int(value, port);
    *port = PYLOG_UNIX;
    return 0;
}

int pylog__read_syslog_address(struct pylog__reader *reader, const struct pylog__node_value *value,
                               void *member) {
    struct pylog__host_port *address = member;
    if (is_sequence(value))
        return read_address(reader, value, address);
    address->port = PYLOG_UNIX;
    return pylog__read_string(reader, value, &address->host);
}

int pylog__read_mailhost(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    struct pylog__host_port *address = member;
    return is_sequence(value) ? read_address(reader, value, address)
                              : pylog__read_string(reader, value, &address->host);
}

/* Python's numbers of them, by their names. */
static const struct {
    const char *name;
    int number;
} facilities[] = {
    { "auth", 4 },    { "authpriv", 10 }, { "console", 14 }, { "cron", 9 },          { "daemon", 3 },
    { "ftp", 11 },    { "kern", 0 },      { "lpr", 6 },      { "mail", 2 },          { "news", 7 },
    { "ntp", 12 },    { "security", 13 }, { "syslog", 5 },   { "solaris-cron", 15 }, { "user", 1 },
    { "uucp", 8 },    { "local0", 16 },   { "local1", 17 },  { "local2", 18 },       { "local3", 19 },
    { "local4", 20 }, { "local5", 21 },   { "local6", 22 },  { "local7", 23 },
};

static int find_facility(const char *name) {
    for (size_t i = 0; i < sizeof facilities / sizeof *facilities; i++)
        if (strcmp(facilities[i].name, name) == 0)
            return facilities[i].number;
    return pylog__fail_value("Unknown facility: '%s'", name);
}

int pylog__read_facility(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    int number = 0;
    (void)reader;
    if (value->kind == PYLOG__NODE_STR)
        number = find_facility(value->as.text.bytes);
    else if (pylog__read_int(value, &number))
        return -1;
    else if (number < 0 || number > 23)
        return pylog__fail_value("Unknown facility: %d", number);
    if (number < 0)
        return -1;
    *(int *)member = number ? number << 3 : PYLOG_SYSLOG_KERN;
    return 0;
}

int pylog__read_socktype(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    int number = 0, stream = 0, datagram = 0;
    (void)reader;
    pylog__find_constant("socket.SOCK_STREAM", &stream);
    pylog__find_constant("socket.SOCK_DGRAM", &datagram);
    if (pylog__read_int(value, &number))
        return -1;
    if (number != stream && number != datagram)
        return pylog__fail_value("Unknown socktype: %d", number);
    *(enum pylog_socktype *)member = number == stream ? PYLOG_SOCK_STREAM : PYLOG_SOCK_DGRAM;
    return 0;
}

int pylog__read_addresses(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    bool several = is_sequence(value);
    const char **list = pylog__document_allocate(reader->document,
                                                 ((several ? value->as.items.count : 1) + 1) * sizeof *list);
    if (!list)
        return -1;
    *(const char *const **)member = list;
    if (!several)
        return pylog__read_string(reader, value, list);
    for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next)
        if (pylog__read_string(reader, item, list++))
            return -1;
    return 0;
}

int pylog__read_credentials(struct pylog__reader *reader, const struct pylog__node_value *value,
                            void *member) {
    struct pylog__credentials *credentials = member;
    if (!is_sequence(value))
        return 0;
    const struct pylog__node_value *first = value->as.items.first;
    return check_pair(value) || pylog__read_string(reader, first, &credentials->username) ||
                   pylog__read_string(reader, first->next, &credentials->password)
               ? -1
               : 0;
}

int pylog__read_secure(struct pylog__reader *reader, const struct pylog__node_value *value, void *member) {
    (void)reader;
    *(bool *)member = value->kind != PYLOG__NODE_BOOL || value->as.boolean;
    return 0;
}
