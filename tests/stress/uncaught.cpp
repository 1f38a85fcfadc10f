/* What nobody catches: a C++ exception out of a handler, a filter or a formatter in the thread of a queue's listener, of
 * a flush that is due, of a configuration that comes over a socket or from a file that is watched, and of what is told
 * of one. The program goes on, and so does the thread's work; the exception is counted as the handler's error, told, and
 * deleted. */
#include <arpa/inet.h>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <pylog.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <sys/socket.h>
#include <unistd.h>

extern "C" {
#include <capture.h>
#include <stress.h>
}

namespace {

enum { RECORDS = 40, EACH = 4 }; /* each fourth record throws */

std::atomic<int> thrown, deleted, unwound, told, handled, too_early;
thread_local bool telling;

struct mistake {
    mistake() { thrown++; }
    mistake(const mistake &) = delete;
    ~mistake() { deleted++; }
};

struct local {
    ~local() { unwound++; }
};

void fail() {
    local seen;
    throw mistake();
}

bool is_to_fail(const pylog_record *record) {
    return atoi(pylog_record_message(record, NULL)) % EACH == 0;
}

/* ---- Where it is thrown ---------------------------------------------------------------------- */

int emit(pylog_handler *, const pylog_record *record) {
    too_early += telling;
    if (is_to_fail(record))
        fail();
    return handled++, 0;
}

int count(pylog_handler *, const pylog_record *) {
    return handled++, 0;
}

int count_text(pylog_handler *, const pylog_record *, const char *, size_t) {
    return handled++, 0;
}

int filter(pylog_record *record, void *) {
    if (is_to_fail(record))
        fail();
    return 1;
}

int format(const pylog_record *record, pylog_buffer *out, void *) {
    if (is_to_fail(record))
        fail();
    return pylog_buffer_append(out, "text", 4);
}

/* The pass that has thrown is over: what is logged here comes into the queue. */
void note(pylog_handler *, const pylog_record *, int error, const char *text, void *) {
    if (error != ECANCELED || !strstr(text, "C++ exception"))
        return;
    told++;
    telling = true;
    pylog_warning(nullptr, "1");
    telling = false;
}

pylog_handler *make(int (*emit)(pylog_handler *, const pylog_record *), unsigned flags) {
    pylog_handler_ops *operations = new pylog_handler_ops();
    operations->name = "Throwing";
    operations->flags = flags;
    if (emit)
        operations->emit = emit;
    else
        operations->write = count_text;
    pylog_handler *handler = pylog_handler_new(operations, nullptr);
    pylog_handler_set_error_callback(handler, note, nullptr);
    return handler;
}

pylog_handler *make_emitting() {
    return make(emit, 0);
}

pylog_handler *make_shared() {
    return make(emit, PYLOG_HANDLER_SHARED_WRITE);
}

pylog_handler *make_target() {
    pylog_handler *target = make(emit, 0);
    pylog_memory_options options = pylog_memory_options();
    options.target = target;
    options.flush_level = PYLOG_DEBUG;
    pylog_handler *memory = pylog_memory_handler_new(1, &options);
    pylog_handler_set_error_callback(memory, note, nullptr);
    return memory;
}

pylog_handler *make_lockless() {
    return make(emit, PYLOG_HANDLER_LOCKLESS);
}

pylog_handler *make_filtering() {
    pylog_handler *handler = make(count, 0);
    pylog_handler_add_filter(handler, pylog_filter_new_callback(filter, nullptr, nullptr));
    return handler;
}

pylog_handler *make_formatting() {
    pylog_handler *handler = make(nullptr, 0);
    pylog_handler_set_formatter(handler, pylog_formatter_new_callback(format, nullptr, nullptr));
    return handler;
}

/* ---- In a queue's listener -------------------------------------------------------------------- */

struct trial {
    const char *name;
    pylog_handler *(*make)();
    bool has_lock; /* so it is known whose error it is */
};

const trial trials[] = {
    { "emit", make_emitting, true },           { "a shared emit", make_shared, true },
    { "a target", make_target, true },         { "an emit without a lock", make_lockless, false },
    { "a filter", make_filtering, false },     { "a formatter", make_formatting, false },
};

char report_path[64];

void begin(const char *name) {
    snprintf(report_path, sizeof report_path, "uncaught-%d.txt", static_cast<int>(getpid()));
    if (!freopen(report_path, "w", stderr))
        stress_check(false, "%s: no file for stderr", name);
}

size_t count_told_on_stderr() {
    fflush(stderr);
    char *text = read_whole_file(report_path);
    size_t found = 0;
    for (const char *at = text; at && (at = strstr(at, "RuntimeError: a C++ exception that nobody catches")); at++)
        found++;
    free(text);
    remove(report_path);
    return found;
}

int run_queue(void *data) {
    const trial *now = static_cast<const trial *>(data);
    begin(now->name);
    pylog_handler *handler = now->make();
    pylog_handler *list[] = { handler, nullptr };
    pylog_queue *queue = pylog_queue_new(nullptr);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, nullptr);
    pylog_logger_add_handler(nullptr, pylog_queue_handler_new(queue));
    pylog_queue_listener_start(listener);
    for (int i = 0; i < RECORDS; i++)
        pylog_warning(nullptr, "%d", i);
    stress_check(pylog_flush(0) == 0, "%s: all is handled: %s", now->name, pylog_last_error());
    for (int i = 0; i < 8000 && deleted < thrown; i++)
        sleep_milliseconds(1); /* the thread that it ends does that last */
    stress_check(thrown == RECORDS / EACH && deleted == thrown && unwound == thrown,
                 "%s: %d thrown, %d deleted, %d unwound", now->name, thrown.load(), deleted.load(), unwound.load());
    stress_check(pylog_flush(0) == 0, "%s: so is what the callback has logged", now->name);
    stress_check(handled == RECORDS - RECORDS / EACH + told, "%s: %d handled", now->name, handled.load());
    stress_check(too_early == 0, "%s: %d handled within the callback", now->name, too_early.load());
    pylog_shutdown();
    size_t on_stderr = count_told_on_stderr();
    const int by_callback = now->has_lock ? RECORDS / EACH : 0, by_report = RECORDS / EACH - by_callback;
    stress_check(told == by_callback && on_stderr == static_cast<size_t>(by_report),
                 "%s: %d told to the callback, %zu on stderr", now->name, told.load(), on_stderr);
    return stress_end();
}

/* ---- In a flush that is due ------------------------------------------------------------------- */

std::atomic<int> flushed, destroyed;

int flush(pylog_handler *) {
    if (flushed++ == 0)
        fail();
    return 0;
}

void destroy(void *) {
    destroyed++;
}

bool comes_to(const std::atomic<int> &counter, int wanted) {
    for (int i = 0; i < 8000 && counter < wanted; i++)
        sleep_milliseconds(1);
    return counter == wanted;
}

/* It is tried again, as one that fails, and its handler is not kept. */
int run_flush(void *) {
    static pylog_handler_ops operations;
    begin("a flush");
    operations.name = "Flushing";
    operations.emit = count;
    operations.flush = flush;
    operations.destroy = destroy;
    pylog_handler *handler = pylog_handler_new(&operations, nullptr);
    pylog_handler_flush_later(handler, 0);
    const bool again = comes_to(flushed, 2);
    stress_check(again, "%d flushes, one of them again", flushed.load());
    pylog_handler_unref(handler);
    stress_check(comes_to(destroyed, 1), "the handler is destroyed");
    stress_check(thrown == 1 && unwound == 1, "%d thrown, %d unwound", thrown.load(), unwound.load());
    stress_check(count_told_on_stderr() == 1, "it is told");
    return stress_end();
}

/* ---- In a configuration ----------------------------------------------------------------------- */

const char with_factory[] =
    "{\"version\": 1, \"handlers\": {\"h\": {\"()\": \"my.Handler\"}}, \"root\": {\"handlers\": [\"h\"]}}";
const char plain[] = "{\"version\": 1, \"root\": {\"level\": \"ERROR\"}}";

pylog_handler *factory(const pylog_field *, void *) {
    fail();
    return nullptr;
}

int take(const char *bytes, size_t length, pylog_buffer *out, void *) {
    if (length && bytes[0] == '!')
        fail();
    return pylog_buffer_append(out, bytes, length);
}

int connect_to(int port) {
    sockaddr_in address = sockaddr_in();
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int made = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(made, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        stress_check(false, "the server is not there");
    return made;
}

/* The text may be shorter than is said. */
void send_part(int made, size_t length, const char *text) {
    uint32_t head = htonl(static_cast<uint32_t>(length));
    if (send(made, &head, sizeof head, MSG_NOSIGNAL) != sizeof head ||
        send(made, text, strlen(text), MSG_NOSIGNAL) != static_cast<ssize_t>(strlen(text)))
        stress_check(false, "the text cannot be sent");
}

/* Until the server closes the connection. */
void wait_for_end(int made) {
    char byte;
    if (recv(made, &byte, 1, 0) > 0)
        stress_check(false, "the text is not taken");
    close(made);
}

void send_text(int port, const char *text) {
    int made = connect_to(port);
    send_part(made, strlen(text), text);
    wait_for_end(made);
}

int run_listen(void *) {
    begin("a configuration");
    pylog_config_register_handler("my.Handler", factory, nullptr);
    pylog_listen_options options = pylog_listen_options();
    options.verify = take;
    int port = pylog_listen(-1, &options);
    send_text(port, "!");
    send_text(port, with_factory);
    stress_check(thrown == 2 && unwound == 2, "%d thrown, %d unwound", thrown.load(), unwound.load());
    send_text(port, plain);
    stress_check(pylog_logger_level(nullptr) == PYLOG_ERROR, "the next one is applied");
    stress_check(pylog_dict_config(plain) == 0, "and one of the program's: %s", pylog_last_error());
    stress_check(pylog_stop_listening() == 0, "it can be stopped");
    stress_check(count_told_on_stderr() == 2, "both are told");
    return stress_end();
}

bool write_watched(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    const bool written = file && fputs(text, file) >= 0;
    return file && fclose(file) == 0 && written;
}

/* What threw is applied once, and not again before the file changes. */
int run_watch(void *) {
    char path[64];
    begin("a file that is watched");
    snprintf(path, sizeof path, "uncaught-%d.json", static_cast<int>(getpid()));
    pylog_config_register_handler("my.Handler", factory, nullptr);
    stress_check(write_watched(path, "{\"version\": 1}") && pylog_config_watch(path, 0.01) == 0, "it is watched");
    stress_check(write_watched(path, with_factory), "it is changed");
    for (int i = 0; i < 8000 && thrown < 1; i++)
        sleep_milliseconds(1);
    for (int i = 0; i < 300 && thrown < 2; i++)
        sleep_milliseconds(1);
    stress_check(thrown == 1 && unwound == 1, "%d thrown, %d unwound", thrown.load(), unwound.load());
    stress_check(write_watched(path, plain), "it is changed again");
    for (int i = 0; i < 8000 && pylog_logger_level(nullptr) != PYLOG_ERROR; i++)
        sleep_milliseconds(1);
    stress_check(pylog_logger_level(nullptr) == PYLOG_ERROR, "the next change is applied");
    stress_check(pylog_config_watch(nullptr, 0) == 0, "the watching can be stopped");
    stress_check(count_told_on_stderr() == 1, "it is told once");
    remove(path);
    return stress_end();
}

/* ---- In what is told of configurations --------------------------------------------------------- */

void done(int error, const char *, void *) {
    if (error)
        fail();
}

int listen_with_done(double timeout) {
    pylog_listen_options options = pylog_listen_options();
    options.done = done;
    options.timeout = timeout;
    int port = pylog_listen(-1, &options);
    stress_check(port > 0, "it listens: %s", pylog_last_error());
    return port;
}

/* Each client is told of once, and the thread goes on to the next one. */
void end_done(int port, int clients) {
    send_text(port, plain);
    stress_check(pylog_logger_level(nullptr) == PYLOG_ERROR, "the next one is applied");
    stress_check(pylog_stop_listening() == 0, "it can be stopped");
    stress_check(thrown == clients && unwound == clients && deleted == clients,
                 "%d clients: %d thrown, %d unwound, %d deleted", clients, thrown.load(), unwound.load(),
                 deleted.load());
    stress_check(count_told_on_stderr() == static_cast<size_t>(clients), "all are told");
}

int run_done(void *) {
    begin("done");
    int port = listen_with_done(60);
    send_text(port, "{");
    int closed = connect_to(port);
    send_part(closed, 100, "ten bytes.");
    shutdown(closed, SHUT_WR);
    wait_for_end(closed);
    int too_long = connect_to(port);
    send_part(too_long, 0x7fffffff, "");
    wait_for_end(too_long);
    end_done(port, 3);
    return stress_end();
}

int run_late(void *) {
    begin("a late client");
    int port = listen_with_done(2);
    int late = connect_to(port);
    send_part(late, 100, "ten bytes.");
    wait_for_end(late);
    end_done(port, 1);
    return stress_end();
}

/* The oldest goes for the newest, which is to be served though. */
int run_many(void *) {
    enum { ROOM = 63 };
    int clients[ROOM];
    begin("many clients");
    int port = listen_with_done(60);
    for (int &client : clients)
        send_part(client = connect_to(port), 100, "ten bytes.");
    send_text(port, plain);
    wait_for_end(clients[0]);
    stress_check(thrown == 1 && unwound == 1, "%d thrown, %d unwound", thrown.load(), unwound.load());
    stress_check(pylog_logger_level(nullptr) == PYLOG_ERROR, "the newest is applied");
    end_done(port, 1);
    return stress_end();
}

void judge(const char *name, const struct stress_end &end) {
    stress_check(!end.hung && end.status == 0, "%s: %s, status %d", name, end.hung ? "hung" : "ended", end.status);
}

} // namespace

int main() {
    for (const trial &one : trials)
        judge(one.name, stress_in_child(run_queue, const_cast<trial *>(&one), 20));
    judge("a flush", stress_in_child(run_flush, nullptr, 20));
    judge("a configuration", stress_in_child(run_listen, nullptr, 20));
    judge("a file that is watched", stress_in_child(run_watch, nullptr, 20));
    judge("what is told of one", stress_in_child(run_done, nullptr, 20));
    judge("a late client", stress_in_child(run_late, nullptr, 20));
    judge("one too many", stress_in_child(run_many, nullptr, 20));
    stress_figure("%zu places in threads of the library's", sizeof trials / sizeof *trials + 6);
    return ::stress_end();
}
