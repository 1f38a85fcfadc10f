/* Values of configurations: their order, their keys, their text, and their memory. */
#include <base/error.h>
#include <errno.h>
#include <fixture.h>
#include <nodes.h>
#include <stdio.h>
#include <stdlib.h>

static struct pylog__node_value *new_integer(struct pylog__document *document, int64_t integer) {
    struct pylog__node_value *value = pylog__node_new(document, PYLOG__NODE_INT);
    if (value)
        value->as.integer = integer;
    return value;
}

static void expect_repr(const struct pylog__node_value *value, const char *expected) {
    char *repr = node_repr(value);
    assert_string_equal(repr, expected);
    free(repr);
}

static void a_key_keeps_its_place_when_it_is_set_again(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    struct pylog__node_value *dict = pylog__node_new(&document, PYLOG__NODE_DICT);
    struct pylog__node_value *first = new_integer(&document, 1), *again = new_integer(&document, 3);
    assert_ptr_equal(pylog__node_set(dict, "a", first), first);
    pylog__node_set(dict, "b", new_integer(&document, 2));
    again->line = 7;
    again->column = 8;
    assert_ptr_equal(pylog__node_set(dict, "a", again), first);
    assert_int_equal(first->line, 7);
    assert_int_equal(first->column, 8);
    expect_repr(dict, "{'a': 3, 'b': 2}");
    assert_int_equal(dict->as.items.count, 2);
    assert_int_equal(pylog__node_get(dict, "a")->as.integer, 3);
    assert_null(pylog__node_get(dict, "c"));
    pylog__document_release(&document);
}

static void finds_each_of_many_keys(void **state) {
    (void)state;
    enum { MANY = 20000 };
    struct pylog__document document = { 0 };
    struct pylog__node_value *dict = pylog__node_new(&document, PYLOG__NODE_DICT);
    char key[16];
    for (int i = 0; i < MANY; i++) {
        int length = snprintf(key, sizeof key, "%d", i);
        pylog__node_set(dict, pylog__document_copy(&document, key, (size_t)length),
                        new_integer(&document, i));
    }
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "%d", i);
        if (pylog__node_get(dict, key)->as.integer != i)
            fail_msg("%s has another's value", key);
    }
    int number = 0;
    for (struct pylog__node_value *item = dict->as.items.first; item; item = item->next)
        assert_int_equal(item->as.integer, number++);
    assert_int_equal(number, MANY);
    pylog__document_release(&document);
}

static void nothing_has_no_keys(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    assert_null(pylog__node_get(NULL, "a"));
    assert_null(pylog__node_get(pylog__node_new(&document, PYLOG__NODE_LIST), "a"));
    assert_null(pylog__node_get(pylog__node_new(&document, PYLOG__NODE_DICT), "a"));
    pylog__document_release(&document);
    pylog__document_release(&document);
}

static void tuples_and_names_look_like_pythons(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    struct pylog__node_value *tuple = pylog__node_new(&document, PYLOG__NODE_TUPLE);
    expect_repr(tuple, "()");
    pylog__node_append(tuple, pylog__node_new(&document, PYLOG__NODE_NONE));
    expect_repr(tuple, "(None,)");
    struct pylog__node_value *name = pylog__node_new(&document, PYLOG__NODE_NAME);
    name->as.text.bytes = "sys.stdout";
    name->as.text.length = strlen("sys.stdout");
    pylog__node_append(tuple, name);
    expect_repr(tuple, "(None, sys.stdout)");
    assert_string_equal(pylog__node_type(tuple), "tuple");
    assert_string_equal(pylog__node_type(tuple->as.items.first), "NoneType");
    pylog__document_release(&document);
}

static void memory_of_a_document_is_zeroed_aligned_and_apart(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    for (size_t size = 1; size < 10000; size += 1 + size / 3) {
        unsigned char *block = pylog__document_allocate(&document, size);
        assert_int_equal((uintptr_t)block % sizeof(void *), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(block[i], 0);
        memset(block, 0xFF, size);
    }
    assert_null(pylog__document_allocate(&document, SIZE_MAX - 10));
    assert_int_equal(errno, ENOMEM);
    pylog__document_release(&document);
}

static bool build(void *data) {
    struct pylog__document document = { 0 };
    bool done = pylog__node_new(&document, PYLOG__NODE_DICT) && pylog__document_copy(&document, data, 5000) &&
                pylog__document_copy(&document, "", 0);
    pylog__document_release(&document);
    return done;
}

static void without_memory_there_is_an_error(void **state) {
    (void)state;
    char bytes[5000] = "";
    expect_no_trace_without_memory(build, bytes);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_key_keeps_its_place_when_it_is_set_again),
    cmocka_unit_test(finds_each_of_many_keys),
    cmocka_unit_test(nothing_has_no_keys),
    cmocka_unit_test(tuples_and_names_look_like_pythons),
    cmocka_unit_test(memory_of_a_document_is_zeroed_aligned_and_apart),
    cmocka_unit_test(without_memory_there_is_an_error),
};
TEST_MAIN
