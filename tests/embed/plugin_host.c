/* A program that knows nothing of pylog. It lets go of a plugin that uses it, before the thread that has
 * logged ends, and before the program does: what pylog does then is still there. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *use_plugin(void *path) {
    void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
        fprintf(stderr, "%s\n", dlerror());
        return NULL;
    }
    void (*work)(void);
    void *symbol = dlsym(plugin, "work");
    memcpy(&work, &symbol, sizeof work);
    work();
    dlclose(plugin);
    return path;
}

int main(int argc, char **argv) {
    pthread_t thread;
    void *result = NULL;
    (void)argc;
    if (pthread_create(&thread, NULL, use_plugin, argv[1]) != 0 || pthread_join(thread, &result) != 0)
        return 1;
    return result ? 0 : 1;
}
