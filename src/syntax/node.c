/* Values of a configuration, and the memory that they share. */
#include "node.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/number.h"
#include "../base/value.h"
#include <stdalign.h>

/* ---- Memory: blocks that are filled from the front ------------------------------------------------ */

struct pylog__document_block {
    struct pylog__document_block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

enum { BLOCK_SIZE = 4000 };

static struct pylog__document_block *add_block(struct pylog__document *document, size_t size) {
    if (size < BLOCK_SIZE)
        size = BLOCK_SIZE;
    struct pylog__document_block *block = pylog__allocate_zeroed(sizeof *block + size);
    if (!block) {
        pylog__fail_memory();
        return NULL;
    }
    block->size = size;
    block->next = document->blocks;
    document->blocks = block;
    return block;
}

int pylog__document_spend(struct pylog__document *document, size_t times, size_t steps) {
    const size_t left = PYLOG__MOST_STEPS - document->spent;
    if (document->spent < PYLOG__MOST_STEPS && (!times || steps <= left / times)) {
        document->spent += times * steps;
        return 0;
    }
    document->spent = PYLOG__MOST_STEPS;
    return pylog__fail_value("the configuration asks for too much: its lists and names, with all that is "
                             "repeated by cfg:// or by %%(name)s, are too long");
}

void *pylog__document_allocate(struct pylog__document *document, size_t size) {
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        pylog__fail_memory();
        return NULL;
    }
    size = (size + unit - 1) / unit * unit;
    if (pylog__document_spend(document, 1, size / 8))
        return NULL;
    struct pylog__document_block *block = document->blocks;
    if (!block || block->size - block->used < size)
        block = add_block(document, size);
    if (!block)
        return NULL;
    void *room = block->bytes + block->used;
    block->used += size;
    return room;
}

char *pylog__document_copy(struct pylog__document *document, const char *bytes, size_t length) {
    char *copy = pylog__document_allocate(document, length + 1);
    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}

void pylog__document_release(struct pylog__document *document) {
    struct pylog__document_block *block = document->blocks;
    *document = (struct pylog__document){ 0 };
    while (block) {
        struct pylog__document_block *next = block->next;
        pylog__free(block);
        block = next;
    }
}

/* ---- Trees ----------------------------------------------------------------------------------------- */

struct pylog__node_value *pylog__node_new(struct pylog__document *document, enum pylog__node_kind kind) {
    struct pylog__node_value *value = pylog__document_allocate(document, sizeof *value);
    if (value)
        value->kind = kind;
    return value;
}

void pylog__node_append(struct pylog__node_value *list, struct pylog__node_value *item) {
    item->next = NULL;
    if (list->as.items.last)
        list->as.items.last->next = item;
    else
        list->as.items.first = item;
    list->as.items.last = item;
    list->as.items.count++;
}

/* FNV-1a */
static uint64_t hash_of_key(const char *key) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
    return hash;
}

/* Where the member with that key hangs, or would: each bit of the hash says which way to go. */
static struct pylog__node_value **find_place(struct pylog__node_value *dict, const char *key) {
    struct pylog__node_value **place = &dict->as.items.index;
    for (uint64_t hash = hash_of_key(key); *place && strcmp((*place)->key, key) != 0; hash <<= 1)
        place = &(*place)->below[hash >> 63];
    return place;
}

struct pylog__node_value *pylog__node_set(struct pylog__node_value *dict, const char *key,
                                          struct pylog__node_value *item) {
    struct pylog__node_value **place = find_place(dict, key), *had = *place;
    if (had) {
        had->kind = item->kind;
        had->line = item->line;
        had->column = item->column;
        had->as = item->as;
        return had;
    }
    item->key = key;
    item->below[0] = item->below[1] = NULL;
    *place = item;
    pylog__node_append(dict, item);
    return item;
}

struct pylog__node_value *pylog__node_get(const struct pylog__node_value *dict, const char *key) {
    if (!dict || dict->kind != PYLOG__NODE_DICT)
        return NULL;
    struct pylog__node_value *at = dict->as.items.index;
    for (uint64_t hash = hash_of_key(key); at && strcmp(at->key, key) != 0; hash <<= 1)
        at = at->below[hash >> 63];
    return at;
}

/* ---- As Python shows them -------------------------------------------------------------------------- */

const char *pylog__node_type(const struct pylog__node_value *value) {
    switch (value->kind) {
    case PYLOG__NODE_NONE: return "NoneType";
    case PYLOG__NODE_BOOL: return "bool";
    case PYLOG__NODE_INT: return "int";
    case PYLOG__NODE_FLOAT: return "float";
    case PYLOG__NODE_STR: return "str";
    case PYLOG__NODE_LIST: return "list";
    case PYLOG__NODE_TUPLE: return "tuple";
    case PYLOG__NODE_DICT: return "dict";
    case PYLOG__NODE_NAME: return "name";
    }
    return "object";
}

static void put_items(struct pylog_buffer *out, const struct pylog__node_value *value, const char *brackets) {
    pylog__put_char(out, brackets[0]);
    for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next) {
        if (value->kind == PYLOG__NODE_DICT) {
            pylog__put_quoted(out, item->key, strlen(item->key));
            pylog__put(out, ": ", 2);
        }
        pylog__node_put_repr(out, item);
        if (item->next)
            pylog__put(out, ", ", 2);
    }
    if (value->kind == PYLOG__NODE_TUPLE && value->as.items.count == 1)
        pylog__put_char(out, ',');
    pylog__put_char(out, brackets[1]);
}

void pylog__node_put_repr(struct pylog_buffer *out, const struct pylog__node_value *value) {
    switch (value->kind) {
    case PYLOG__NODE_NONE: pylog__put(out, "None", 4); break;
    case PYLOG__NODE_BOOL: pylog__put_string(out, value->as.boolean ? "True" : "False"); break;
    case PYLOG__NODE_INT: pylog__put_int(out, value->as.integer); break;
    case PYLOG__NODE_FLOAT: pylog__put_float_repr(out, value->as.real); break;
    case PYLOG__NODE_STR: pylog__put_quoted(out, value->as.text.bytes, value->as.text.length); break;
    case PYLOG__NODE_LIST: put_items(out, value, "[]"); break;
    case PYLOG__NODE_TUPLE: put_items(out, value, "()"); break;
    case PYLOG__NODE_DICT: put_items(out, value, "{}"); break;
    case PYLOG__NODE_NAME: pylog__put(out, value->as.text.bytes, value->as.text.length); break;
    }
}
