/* Callbacks beside those of a log call do not return: factories of a configuration, transports, namers and rotators. They
 * throw an exception, jump out, end their thread, or are cancelled. At once others configure, send and rotate; a lock
 * file is free; and the program ends. */
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <sys/file.h>
#include <places.hpp>

namespace {

/* ---- Configurations --------------------------------------------------------------------------- */

pylog_handler *handler_factory(const pylog_field *, void *) {
    leave();
    return pylog_null_handler_new();
}

pylog_formatter *formatter_factory(const pylog_field *, void *) {
    leave();
    return pylog_formatter_new(nullptr, nullptr);
}

pylog_filter *filter_factory(const pylog_field *, void *) {
    leave();
    return pylog_filter_new("");
}

void register_factories() {
    pylog_config_register_handler("my.Handler", handler_factory, nullptr);
    pylog_config_register_formatter("my.Formatter", formatter_factory, nullptr);
    pylog_config_register_filter("my.Filter", filter_factory, nullptr);
}

const char with_handler[] =
    "{\"version\": 1, \"handlers\": {\"h\": {\"()\": \"my.Handler\"}}, \"root\": {\"handlers\": [\"h\"]}}";

bool configure_by_handler() {
    return pylog_dict_config(with_handler) == 0;
}

bool configure_by_formatter() {
    return pylog_dict_config("{\"version\": 1, \"formatters\": {\"f\": {\"()\": \"my.Formatter\"}}}") == 0;
}

bool configure_by_filter() {
    return pylog_dict_config("{\"version\": 1, \"filters\": {\"f\": {\"()\": \"my.Filter\"}}}") == 0;
}

bool configure_by_ini() {
    FILE *file = fopen("factory.ini", "w");
    if (!file)
        return false;
    fputs("[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n"
          "[logger_root]\nhandlers=h\n[handler_h]\nclass=my.Handler\nargs=()\n", file);
    fclose(file);
    return pylog_file_config("factory.ini", nullptr) == 0;
}

/* ---- Transports ------------------------------------------------------------------------------- */

enum { CONNECT, SEND, CLOSE };
int leaves_at;
std::atomic<int> sent, closed;

void *connect_it(const char *, int, double, void *data) {
    if (leaves_at == CONNECT)
        leave();
    return data;
}

ptrdiff_t send_it(void *, const void *, size_t length, double) {
    if (leaves_at == SEND)
        leave();
    sent++;
    return static_cast<ptrdiff_t>(length);
}

void close_it(void *) {
    closed++;
    if (leaves_at == CLOSE)
        leave();
}

pylog_handler *subject;

/* With a time-out that nobody has the time to wait for. */
void make_sending(int where) {
    static char connection;
    pylog_transport transport = pylog_transport();
    transport.connect = connect_it;
    transport.send = send_it;
    transport.close = close_it;
    transport.data = &connection;
    leaves_at = where;
    subject = pylog_socket_handler_new("peer.example", 7);
    pylog_socket_handler_set_timeout(subject, 100);
    pylog_socket_handler_set_transport(subject, &transport);
    pylog_logger_add_handler(nullptr, subject);
}

void make_connecting() {
    make_sending(CONNECT);
}

void make_sending_only() {
    make_sending(SEND);
}

void make_closing() {
    make_sending(CLOSE);
}

bool send_one() {
    int before = sent;
    pylog_warning(nullptr, "record");
    return sent == before + 1;
}

bool send_and_close() {
    return send_one() && (pylog_handler_close(subject), true);
}

/* The connection of the former transport is closed. */
bool change_transport() {
    static char connection;
    pylog_transport transport = pylog_transport();
    transport.connect = connect_it;
    transport.send = send_it;
    transport.close = close_it;
    transport.data = &connection;
    return send_one() && pylog_socket_handler_set_transport(subject, &transport) == 0;
}

/* ---- Rotations -------------------------------------------------------------------------------- */

std::atomic<int> rotated;

int name_it(const char *usual, pylog_buffer *out, void *) {
    leave();
    return pylog_buffer_append(out, usual, strlen(usual));
}

int rotate_it(const char *source, const char *destination, void *) {
    leave();
    rotated++;
    return rename(source, destination);
}

void make_rotating(pylog_namer *namer, pylog_rotator *rotator) {
    pylog_rotating_options options = pylog_rotating_options();
    options.max_bytes = 10;
    options.backup_count = 1;
    options.several_processes = true;
    options.rotator = rotator;
    options.namer = namer;
    remove("rotated.log");
    subject = pylog_rotating_file_handler_new("rotated.log", &options);
    pylog_logger_add_handler(nullptr, subject);
    pylog_warning(nullptr, "the first, which fills it");
}

void make_naming() {
    make_rotating(name_it, rotate_it);
}

void make_rotating_only() {
    make_rotating(nullptr, rotate_it);
}

/* Another process has the lock file now and then. */
int can_lock(void *) {
    int file = open("rotated.log.lock", O_RDWR);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    return file >= 0 && fcntl(file, F_SETLK, &lock) == 0 && flock(file, LOCK_EX | LOCK_NB) == 0 ? 0 : 1;
}

bool rotate_one() {
    int before = rotated;
    pylog_warning(nullptr, "record, of more than ten bytes");
    return rotated == before + 1;
}

bool is_unlocked() {
    return stress_in_child(can_lock, nullptr, 9).status == 0;
}

/* ---- An operation within a rotation ------------------------------------------------------------ */

bool was_kept = true;

int leave_within(pylog_handler *, void *) {
    leave();
    return 0;
}

/* An operation of the same handler throws, and the rotator catches it: the rotation goes on, with the lock file. */
int rotate_and_catch(const char *source, const char *destination, void *) {
    try {
        pylog_handler_call_locked(subject, leave_within, nullptr);
    } catch (int) {
        was_kept = stress_in_child(can_lock, nullptr, 9).status == 1;
    }
    rotated++;
    return rename(source, destination);
}

void make_catching() {
    make_rotating(nullptr, rotate_and_catch);
}

bool was_kept_until_the_end() {
    return was_kept && is_unlocked();
}

/* ---- Rotations by hand ------------------------------------------------------------------------ */

bool rotate_by_hand() {
    int before = rotated;
    return pylog_base_rotating_handler_do_rollover(subject) == 0 && rotated == before + 1;
}

thread_local int formats;

/* The first time it is asked for the bytes, and the second time, with the lock held, for the characters. */
int format_it(const pylog_record *, pylog_buffer *out, void *) {
    if (++formats == 2)
        leave();
    return pylog_buffer_append(out, "text, of more than ten", 22);
}

void make_asked() {
    make_rotating(nullptr, rotate_it);
    pylog_handler_set_formatter(subject, pylog_formatter_new_callback(format_it, nullptr, nullptr));
}

bool ask() {
    static pylog_record *const record = pylog_make_log_record(nullptr);
    formats = 0;
    return pylog_base_rotating_handler_should_rollover(subject, record) == 1 && formats == 2;
}

void make_listed() {
    pylog_timed_rotating_options options = pylog_timed_rotating_options();
    options.backup_count = 1;
    options.namer = name_it;
    fclose(fopen("rotated.log.2001-01-01_01", "w"));
    subject = pylog_timed_rotating_file_handler_new("rotated.log", &options);
    pylog_logger_add_handler(nullptr, subject);
}

int visit(const char *, void *) {
    return 0;
}

/* Writing needs the lock, too. */
bool list_backups() {
    pylog_warning(nullptr, "record");
    return pylog_timed_rotating_file_handler_get_files_to_delete(subject, visit, nullptr) == 0;
}

void make_nothing() {
}

/* A file that another handler has left. */
bool rotate_at_start() {
    FILE *file = fopen("rotated.log", "w");
    fputs("from another time\n", file);
    fclose(file);
    int before = rotated;
    pylog_rotating_options options = pylog_rotating_options();
    options.backup_count = 1;
    options.several_processes = options.rotate_at_start = true;
    options.rotator = rotate_it;
    return pylog_rotating_file_handler_new("rotated.log", &options) && rotated == before + 1;
}

/* ---- The scenario ----------------------------------------------------------------------------- */

const place places[] = {
    { "a handler's factory", register_factories, configure_by_handler, nullptr },
    { "a formatter's factory", register_factories, configure_by_formatter, nullptr },
    { "a filter's factory", register_factories, configure_by_filter, nullptr },
    { "a handler's factory, INI", register_factories, configure_by_ini, nullptr },
    { "connect", make_connecting, send_one, nullptr },
    { "send", make_sending_only, send_one, nullptr },
    { "close", make_closing, send_and_close, nullptr },
    { "close of a former transport", make_closing, change_transport, nullptr },
    { "a namer", make_naming, rotate_one, is_unlocked },
    { "a rotator", make_rotating_only, rotate_one, is_unlocked },
    { "a namer, by hand", make_naming, rotate_by_hand, is_unlocked },
    { "a rotator, by hand", make_rotating_only, rotate_by_hand, is_unlocked },
    { "an operation within a rotator", make_catching, rotate_one, was_kept_until_the_end },
    { "a rotator at the start", make_nothing, rotate_at_start, is_unlocked },
    { "a formatter that is asked for the size", make_asked, ask, nullptr },
    { "a namer of backups that are listed", make_listed, list_backups, nullptr },
};

void next() {
    pylog_handler_flush(subject ? subject : pylog_null_handler_new());
    pylog_warning(pylog_get_logger("other"), "next");
}

} // namespace

int main() {
    return leave_places(places, sizeof places / sizeof *places, next, 9);
}
