/* What visits all handlers and queues, or destroys one, does not return: a flush, a close or a destroy throws, jumps out,
 * or ends the thread. No reference stays: who is removed then is destroyed. */
#include <atomic>
#include <cstdio>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <unistd.h>
#include <places.hpp>

namespace {

std::atomic<int> destroyed, written;

int write_it(pylog_handler *, const pylog_record *) {
    written++;
    leave();
    return 0;
}

int take_it(pylog_handler *, const pylog_record *) {
    return 0;
}

int flush_it(pylog_handler *) {
    leave();
    return 0;
}

void close_it(pylog_handler *) {
    leave();
}

void count_it(void *) {
    destroyed++;
}

void tell_state(const pylog_handler *, pylog_file_state *) {
    leave();
}

/* ---- Handlers -------------------------------------------------------------------------------- */

pylog_handler *subject;

pylog_handler *make_of(const pylog_handler_ops &wanted) {
    static pylog_handler_ops operations;
    operations = wanted;
    operations.name = "Leaving";
    operations.flags = PYLOG_HANDLER_REOPENS;
    operations.destroy = count_it;
    if (!operations.emit)
        operations.emit = take_it;
    return pylog_handler_new(&operations, nullptr);
}

void make_root_handler(const pylog_handler_ops &wanted) {
    subject = make_of(wanted);
    pylog_logger_add_handler(nullptr, subject);
}

void make_flushing() {
    pylog_handler_ops wanted = pylog_handler_ops();
    wanted.flush = flush_it;
    make_root_handler(wanted);
}

void make_closing() {
    pylog_handler_ops wanted = pylog_handler_ops();
    wanted.close = close_it;
    make_root_handler(wanted);
}

void make_telling() {
    pylog_handler_ops wanted = pylog_handler_ops();
    static pylog_file_ops file = pylog_file_ops();
    file.state = tell_state;
    wanted.file = &file;
    make_root_handler(wanted);
}

bool flush_all() {
    return pylog_flush(0) == 0;
}

bool shut_down() {
    pylog_shutdown();
    return true;
}

bool ask_for_state() {
    pylog_file_state state;
    return pylog_file_handler_state(subject, &state) == 0;
}

/* A change: what was retired is released. */
void change() {
    pylog_handler *null = pylog_null_handler_new();
    pylog_logger_add_handler(nullptr, null);
    pylog_logger_remove_handler(nullptr, null);
    pylog_handler_unref(null);
}

bool is_destroyed() {
    destroyed = 0;
    pylog_logger_remove_handler(nullptr, subject);
    pylog_handler_unref(subject);
    change();
    subject = nullptr;
    return destroyed == 1;
}

bool is_destroyed_flushing() {
    bool is = is_destroyed();
    make_flushing();
    return is;
}

bool is_destroyed_closing() {
    bool is = is_destroyed();
    make_closing();
    return is;
}

bool is_destroyed_telling() {
    bool is = is_destroyed();
    make_telling();
    return is;
}

/* ---- Being destroyed ------------------------------------------------------------------------- */

int filters_destroyed;

int pass(pylog_record *, void *) {
    return 1;
}

void count_filter(void *) {
    filters_destroyed++;
}

void leave_destroying(void *) {
    leave();
}

bool is_destroyed_filter() {
    return filters_destroyed == 1;
}

bool destroy_one() {
    static pylog_handler_ops operations;
    operations.name = "Destroyed";
    operations.emit = take_it;
    operations.destroy = leave_destroying;
    pylog_handler *handler = pylog_handler_new(&operations, nullptr);
    pylog_filter *filter = pylog_filter_new_callback(pass, nullptr, count_filter);
    pylog_handler_add_filter(handler, filter);
    pylog_filter_unref(filter);
    filters_destroyed = 0;
    pylog_handler_unref(handler);
    change();
    return is_destroyed_filter();
}

/* ---- A listener's handler -------------------------------------------------------------------- */

pylog_queue *queue;
pylog_queue_listener *listener;

/* Within a handler a record stays in the queue; and there the shutdown takes it. */
int shut_down_within(pylog_handler *, const pylog_record *) {
    bool left = leaves;
    leaves = false;
    pylog_warning(pylog_get_logger("queued"), "taken at the shutdown");
    leaves = left;
    pylog_shutdown();
    return 0;
}

/* From the first shutdown on there is no thread that listens. */
void make_listening() {
    pylog_handler_ops wanted = pylog_handler_ops();
    wanted.emit = write_it;
    subject = make_of(wanted);
    queue = pylog_queue_new(nullptr);
    pylog_handler *handlers[] = { subject, nullptr };
    listener = pylog_queue_listener_new(queue, handlers, nullptr);
    pylog_queue_listener_start(listener);
    pylog_handler *putting = pylog_queue_handler_new(queue);
    pylog_logger_add_handler(pylog_get_logger("queued"), putting);
    pylog_logger_set_propagate(pylog_get_logger("queued"), false);
    pylog_handler_unref(putting);
    static pylog_handler_ops operations;
    operations.name = "Shutting";
    operations.emit = shut_down_within;
    operations.flags = PYLOG_HANDLER_REOPENS;
    pylog_handler *shutting = pylog_handler_new(&operations, nullptr);
    pylog_logger_add_handler(pylog_get_logger("shutting"), shutting);
    pylog_logger_set_propagate(pylog_get_logger("shutting"), false);
    pylog_handler_unref(shutting);
    pylog_shutdown();
}

bool shut_down_listening() {
    pylog_warning(pylog_get_logger("shutting"), "shut down");
    return true;
}

bool is_destroyed_listening() {
    destroyed = 0;
    pylog_queue_listener_free(listener);
    pylog_handler_unref(subject);
    change();
    return destroyed == 1 && written == 1;
}

/* ---- Configurations --------------------------------------------------------------------------- */

int count_one(pylog_handler *, void *data) {
    return ++*static_cast<int *>(data), 0;
}

int count_handlers() {
    int count = 0;
    pylog_visit_handlers(count_one, &count);
    return count;
}

pylog_handler *leaving_factory(const pylog_field *, void *) {
    leave();
    return pylog_null_handler_new();
}

pylog_handler *closing_factory(const pylog_field *, void *) {
    pylog_handler_ops wanted = pylog_handler_ops();
    wanted.close = close_it;
    return make_of(wanted);
}

bool is_there(const char *name) {
    pylog_handler *found = pylog_get_handler_by_name(name);
    pylog_handler_unref(found);
    return found != nullptr;
}

int handlers_before, descriptors_before;

void note_before() {
    handlers_before = count_handlers();
    descriptors_before = stress_open_descriptors();
}

void configure_first() {
    remove("left.log");
    pylog_config_register_handler("my.Leaving", leaving_factory, nullptr);
    pylog_config_register_handler("my.Closing", closing_factory, nullptr);
    pylog_dict_config("{\"version\": 1, \"handlers\": {\"old\": {\"()\": \"my.Closing\"}}, "
                      "\"root\": {\"handlers\": [\"old\"]}}");
    note_before();
}

/* Handlers are made in the order of their names. */
bool configure_leaving() {
    return pylog_dict_config("{\"version\": 1, \"handlers\": {\"a\": {\"class\": \"logging.FileHandler\", "
                             "\"filename\": \"left.log\"}, \"b\": {\"()\": \"my.Leaving\"}}, "
                             "\"root\": {\"handlers\": [\"a\", \"b\"]}}") == 0;
}

bool is_the_old_one() {
    if (is_there("a")) /* one that is cancelled goes on until it is in force */
        return way_now == CANCEL;
    return count_handlers() == handlers_before && stress_open_descriptors() == descriptors_before && is_there("old") &&
           access("left.log", F_OK) != 0;
}

bool configure_anew() {
    return pylog_dict_config("{\"version\": 1, \"handlers\": {\"new\": {\"class\": \"logging.NullHandler\"}}, "
                             "\"root\": {\"handlers\": [\"new\"]}}") == 0;
}

/* The new one is in force before the old handlers are closed. */
bool is_the_new_one() {
    return count_handlers() == handlers_before && is_there("new") && !is_there("old") && destroyed == 1;
}

/* A file that is there is rotated before its handler has been made. */
int rotate_and_leave(const char *, const char *, void *) {
    leave();
    return 0;
}

bool rotate_at_start() {
    FILE *file = fopen("begun.log", "w");
    fputs("from another time\n", file);
    fclose(file);
    pylog_rotating_options options = pylog_rotating_options();
    options.backup_count = 1;
    options.rotate_at_start = true;
    options.rotator = rotate_and_leave;
    pylog_handler *handler = pylog_rotating_file_handler_new("begun.log", &options);
    pylog_handler_unref(handler);
    return handler != nullptr;
}

bool is_as_before() {
    change();
    return count_handlers() == handlers_before && stress_open_descriptors() == descriptors_before;
}

/* ---- The scenario ----------------------------------------------------------------------------- */

void make_nothing() {
}

const place places[] = {
    { "flush, of all handlers", make_flushing, flush_all, is_destroyed_flushing },
    { "close, at the shutdown", make_closing, shut_down, is_destroyed_closing },
    { "file_state", make_telling, ask_for_state, is_destroyed_telling },
    { "destroy", make_nothing, destroy_one, is_destroyed_filter },
    { "a listener's handler, at the shutdown", make_listening, shut_down_listening, is_destroyed_listening },
    { "a factory, after another handler was made", configure_first, configure_leaving, is_the_old_one },
    { "close of a former configuration's handler", configure_first, configure_anew, is_the_new_one },
    { "a rotator at the start", note_before, rotate_at_start, is_as_before },
};

/* A configuration has perhaps disabled the logger. */
void next() {
    pylog_flush(0);
    pylog_warning(pylog_get_logger("other"), "next");
}

} // namespace

int main() {
    return leave_places(places, sizeof places / sizeof *places, next, 10);
}
