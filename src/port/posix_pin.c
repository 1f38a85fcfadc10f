/* A module that the library is in stays mapped, on POSIX systems: threads that end later, forks, exit and
 * threads of its own will call it. A program's own module is never unmapped, and so is no module of musl. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE /* RTLD_NODELETE, dl_iterate_phdr */
#endif
#endif

#include "port.h"

#if !defined(_WIN32) && (!defined(__linux__) || defined(__GLIBC__) || defined(__ANDROID__))

#include <dlfcn.h>

/* Weak, so that a static program is not told to have them; where it has none, nobody unmaps it. Older
 * versions of glibc have them in a library of their own, which who loads plugins has in the process. */
#pragma weak dlopen

static const char pin_address; /* in the module */

#if defined(__APPLE__)
#pragma weak dladdr

static const char *pin_name(void) {
    Dl_info found;
    return dladdr && dladdr(&pin_address, &found) ? found.dli_fname : NULL;
}
#else
#include <link.h>
#pragma weak dl_iterate_phdr

static int pin_look(struct dl_phdr_info *module, size_t size, void *name) {
    (void)size;
    for (unsigned i = 0; i < module->dlpi_phnum; i++) {
        uintptr_t begin = (uintptr_t)module->dlpi_addr + (uintptr_t)module->dlpi_phdr[i].p_vaddr;
        if (module->dlpi_phdr[i].p_type != PT_LOAD ||
            (uintptr_t)&pin_address - begin >= module->dlpi_phdr[i].p_memsz)
            continue;
        *(const char **)name = module->dlpi_name;
        return 1;
    }
    return 0;
}

/* "" for the program itself. */
static const char *pin_name(void) {
    const char *name = NULL;
    if (dl_iterate_phdr)
        dl_iterate_phdr(pin_look, &name);
    return name;
}
#endif

/* The handle is kept. It is found by its name: no file is looked at. */
void pylog__port_stay_loaded(void) {
    const char *name = dlopen ? pin_name() : NULL;
    if (name && *name)
        (void)dlopen(name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

#elif !defined(_WIN32)

void pylog__port_stay_loaded(void) {}

#endif
