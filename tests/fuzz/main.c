/* Where libFuzzer is missing: give a target each file that is named, as it is and without its last bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    *size = 0;
    if (!file)
        return NULL;
    for (size_t came = 1; came;) {
        uint8_t *grown = realloc(data, *size + 4096);
        if (!grown)
            abort();
        data = grown;
        came = fread(data + *size, 1, 4096, file);
        *size += came;
    }
    fclose(file);
    return data;
}

/* A block of exactly that size, so that a sanitizer sees who reads beyond it. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    for (size_t i = 0; i < size; i++)
        copy[i] = data[i];
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        size_t size;
        uint8_t *data = read_file(argv[i], &size);
        if (!data) {
            perror(argv[i]);
            return 1;
        }
        for (size_t cut = 0; cut <= size; cut++)
            run(data, size - cut);
        free(data);
    }
    printf("%d files\n", argc - 1);
    return argc < 2;
}
