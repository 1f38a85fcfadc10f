/* Records as a whole: walking all fields, for what sends or shows each of them. */
#include "record.h"

#include "../base/error.h"

static int visit_field(const struct pylog_record *record, enum pylog__field_id id,
                       int (*visit)(struct pylog_field field, size_t length, void *data), void *data) {
    struct pylog__value value;
    struct pylog_field field;
    if (!pylog__record_value(pylog__record(record), id, &value))
        return 0;
    if (pylog_record_get(record, pylog__field_name(id), &field))
        return -1;
    return visit(field, value.length, data);
}

static int visit_extra(const struct pylog_record *record,
                       int (*visit)(struct pylog_field field, size_t length, void *data), void *data) {
    int result = 0;
    for (const struct pylog_field *extra = record->extra; extra->key && !result; extra++) {
        struct pylog__value value;
        pylog__field_value(extra, &value);
        result = visit(*extra, value.length, data);
    }
    return result;
}

/* Python's formatters add the last two, message and asctime, when the extra fields are there. */
int pylog_record_visit(const struct pylog_record *record,
                       int (*visit)(struct pylog_field field, size_t length, void *data), void *data) {
    int result = 0;
    if (!visit)
        return pylog__fail_type("a function to be called is needed, not NULL");
    for (int id = 0; id < PYLOG__FIELD_COUNT && !result; id++) {
        if (id == PYLOG__FIELD_MESSAGE)
            result = visit_extra(record, visit, data);
        if (!result)
            result = visit_field(record, (enum pylog__field_id)id, visit, data);
    }
    return result;
}
