/* A program that knows nothing of pylog. It loads a plugin that has a copy of it, logs through it by threads that live
 * on, and lets go of it: `host PLUGIN ROUNDS queue|direct stop|leave`. Then the threads end, it forks, and loads it
 * again. At the end there are ROUNDS * (THREADS * RECORDS + 1) lines in plugin.log. */
#define _POSIX_C_SOURCE 200809L

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 3, RECORDS = 50 };

static void (*start)(int with_queue), (*log_record)(int number), (*stop)(void);
static pthread_barrier_t all_have_logged, it_is_unloaded;

static void find(void *plugin, const char *name, void *function) {
    void *symbol = dlsym(plugin, name);
    if (!symbol)
        exit(3);
    memcpy(function, &symbol, sizeof symbol);
}

static void *work(void *unused) {
    for (int i = 0; i < RECORDS; i++)
        log_record(i);
    pthread_barrier_wait(&all_have_logged);
    pthread_barrier_wait(&it_is_unloaded);
    return unused;
}

static void fork_child(void) {
    int status = 1;
    pid_t child = fork();
    if (child == 0)
        exit(0);
    if (waitpid(child, &status, 0) != child || status != 0)
        exit(4);
}

static void play(const char *path, int with_queue, int stops) {
    pthread_t threads[THREADS];
    void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
        fprintf(stderr, "%s\n", dlerror());
        exit(2);
    }
    find(plugin, "plugin_start", &start);
    find(plugin, "plugin_log", &log_record);
    find(plugin, "plugin_stop", &stop);
    start(with_queue);
    log_record(-1);
    pthread_barrier_init(&all_have_logged, NULL, THREADS + 1);
    pthread_barrier_init(&it_is_unloaded, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, NULL) != 0)
            exit(5);
    pthread_barrier_wait(&all_have_logged);
    if (stops)
        stop();
    dlclose(plugin);
    fork_child();
    pthread_barrier_wait(&it_is_unloaded);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    fork_child();
}

int main(int argc, char **argv) {
    if (argc != 5)
        return 1;
    for (int round = 0; round < atoi(argv[2]); round++)
        play(argv[1], strcmp(argv[3], "queue") == 0, strcmp(argv[4], "stop") == 0);
    return 0;
}
