/* A program that logs through a queue, or into a memory handler, and has a plugin do so, too. It lets go of
 * the plugin while the records are still on their way, again and again, and prints what came out. */
#include <dlfcn.h>
#include <pthread.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 20 };

static pthread_mutex_t gone = PTHREAD_MUTEX_INITIALIZER; /* held while the plugin is there */

/* The listener comes no further while there is a plugin. */
static int wait_for_the_end(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    pthread_mutex_lock(&gone);
    pthread_mutex_unlock(&gone);
    return 1;
}

static int use_plugin(const char *path, int round) {
    void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    void (*work)(int round);
    void *symbol = dlsym(plugin, "work");
    memcpy(&work, &symbol, sizeof work);
    work(round);
    dlclose(plugin);
    if (dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD)) {
        fprintf(stderr, "the plugin is still there\n");
        return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    bool queue = argc > 2 && strcmp(argv[2], "queue") == 0;
    pylog_handler *writer = pylog_stream_handler_new(stdout);
    pylog_filter *wait = pylog_filter_new_callback(wait_for_the_end, NULL, NULL);
    pylog_handler_add_filter(writer, wait);
    pylog_handler_set_format(writer, "%(filename)s:%(funcName)s:%(levelname)s:%(name)s:%(message)s", NULL);
    pylog_handler *memory = pylog_memory_handler_new(
        10000, &(struct pylog_memory_options){ .target = writer, .flush_level = 100 });
    pylog_handler *list[] = { queue ? writer : memory, NULL };
    pylog_basic_config(&(struct pylog_config){
        .handlers = list, .level = PYLOG_INFO, .queue = queue ? pylog_queue_new(NULL) : NULL });
    int result = 0;
    pthread_mutex_lock(&gone);
    for (int round = 0; round < ROUNDS && !result; round++)
        result = use_plugin(argv[1], round);
    pthread_mutex_unlock(&gone);
    pylog_shutdown();
    return result;
}
