/* All handlers: Python's _handlerList. */
#include "handler.h"

struct visit {
    int (*visit)(pylog_handler *handler, void *data);
    void *data;
    int result;
};

/* The rest of the list is passed over. */
static void visit_one(pylog_handler *handler, void *data) {
    struct visit *visit = data;
    if (!visit->result)
        visit->result = visit->visit(handler, visit->data);
}

int pylog_visit_handlers(int (*visit)(pylog_handler *handler, void *data), void *data) {
    struct visit wanted = { visit, data, 0 };
    pylog__handlers_visit(visit_one, &wanted);
    return wanted.result;
}
