/* Arithmetic of Python's, with whole numbers of 64 bits. */
#include "literal.h"

#define TOO_LARGE "integer of more than 64 bits"

/* Python's True is 1. */
static bool read_whole(const struct pylog__node_value *value, int64_t *out) {
    if (value->kind == PYLOG__NODE_BOOL)
        *out = value->as.boolean;
    else if (value->kind == PYLOG__NODE_INT)
        *out = value->as.integer;
    else
        return false;
    return true;
}

static bool read_real(const struct pylog__node_value *value, double *out) {
    int64_t whole;
    if (value->kind == PYLOG__NODE_FLOAT)
        *out = value->as.real;
    else if (read_whole(value, &whole))
        *out = (double)whole;
    else
        return false;
    return true;
}

/* ---- Whole numbers: false if the result is too large -------------------------------------------------- */

static bool multiply_often(int64_t factor, int64_t times, int64_t *result) {
    for (; times > 0; times--)
        if (__builtin_mul_overflow(*result, factor, result))
            return false;
    return true;
}

/* Where the factor is not at least 2, the result repeats itself. */
static bool raise_whole(int64_t base, int64_t exponent, int64_t *out) {
    *out = 1;
    if (base >= -1 && base <= 1)
        exponent = exponent > 2 ? 2 - exponent % 2 : exponent;
    else if (exponent > 63)
        return false;
    return multiply_often(base, exponent, out);
}

static bool shift_left(int64_t value, int64_t count, int64_t *out) {
    *out = value;
    return !value || (count <= 63 && multiply_often(2, count, out));
}

static int64_t shift_right(int64_t value, int64_t count) {
    const int places = count > 63 ? 63 : (int)count;
    return value < 0 ? ~(~value >> places) : value >> places;
}

static bool compute_whole(char symbol, int64_t left, int64_t right, int64_t *out) {
    switch (symbol) {
    case '+': return !__builtin_add_overflow(left, right, out);
    case '-': return !__builtin_sub_overflow(left, right, out);
    case '*': return !__builtin_mul_overflow(left, right, out);
    case '^': return raise_whole(left, right, out);
    case '<': return shift_left(left, right, out);
    default: *out = shift_right(left, right); return true;
    }
}

/* ---- All numbers -------------------------------------------------------------------------------------- */

static const char *takes(char symbol) {
    switch (symbol) {
    case '+': return "+ takes two numbers or two strings";
    case '-': return "- takes two numbers";
    case '*': return "* takes two numbers";
    case '^': return "** takes two whole numbers";
    case '<': return "<< takes two whole numbers";
    default: return ">> takes two whole numbers";
    }
}

static const char *operate_on_reals(char symbol, struct pylog__node_value *left,
                                    const struct pylog__node_value *right) {
    double a, b;
    if (!strchr("+-*", symbol) || !read_real(left, &a) || !read_real(right, &b))
        return takes(symbol);
    left->kind = PYLOG__NODE_FLOAT;
    left->as.real = symbol == '+' ? a + b : symbol == '-' ? a - b : a * b;
    return NULL;
}

const char *pylog__literal_operate(char symbol, struct pylog__node_value *left,
                                   const struct pylog__node_value *right) {
    int64_t a, b, result;
    if (!read_whole(left, &a) || !read_whole(right, &b))
        return operate_on_reals(symbol, left, right);
    if (b < 0 && symbol == '^')
        return "a negative exponent is not taken";
    if (b < 0 && strchr("<>", symbol))
        return "negative shift count";
    if (!compute_whole(symbol, a, b, &result))
        return TOO_LARGE;
    left->kind = PYLOG__NODE_INT;
    left->as.integer = result;
    return NULL;
}

const char *pylog__literal_sign(bool negative, struct pylog__node_value *value) {
    int64_t whole;
    if (value->kind == PYLOG__NODE_FLOAT) {
        value->as.real = negative ? -value->as.real : value->as.real;
        return NULL;
    }
    if (!read_whole(value, &whole))
        return "a sign takes a number";
    if (negative && __builtin_sub_overflow(0, whole, &whole))
        return TOO_LARGE;
    value->kind = PYLOG__NODE_INT;
    value->as.integer = whole;
    return NULL;
}
