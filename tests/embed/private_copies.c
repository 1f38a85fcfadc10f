/* A program that uses pylog itself, and two libraries with private copies. */
#include <pylog.h>

void *first_start(void);
void first_work(void);
void *second_start(void);
void second_work(void);

int main(void) {
    void *first = first_start();
    void *second = second_start();
    pylog_logger *own = pylog_get_logger("app");

    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    if (first == second || own == first || own == second)
        return 1;
    first_work();
    second_work();
    pylog_info(own, "not shown: the program's tree is at WARNING");
    pylog_warning(own, "the program's own");
    pylog_disable(PYLOG_CRITICAL);
    first_work();
    pylog_critical(own, "not shown: disabled in this tree alone");
    return 0;
}
