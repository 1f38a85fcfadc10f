/* Levels are numbers with names: a logger logs what is at its level or above. Any number will do.
 *
 * Output:
 *     INFO:app:shown, because the level is INFO
 *     ERROR:app:shown
 *     NOTICE:app:a level of the program's own
 *     Level 35:app:a level without a name
 *     the level of 'NOTICE' is 25
 *     Unknown level: 'LOUD'
 *     CRITICAL:app:all but CRITICAL is disabled
 */
#include <pylog.h>

enum { NOTICE = 25 };

int main(void) {
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    pylog_logger *log = pylog_get_logger("app");

    pylog_logger_set_level(log, PYLOG_INFO);
    pylog_debug(log, "not shown");
    pylog_info(log, "shown, because the level is %s", pylog_get_level_name(PYLOG_INFO));
    pylog_error(log, "shown");

    pylog_add_level_name(NOTICE, "NOTICE");
    pylog_log(log, NOTICE, "a level of the program's own");
    pylog_log(log, 35, "a level without a name");

    int level;
    if (pylog_level_from_name("NOTICE", &level) == 0)
        printf("the level of 'NOTICE' is %d\n", level);
    if (pylog_level_from_name("LOUD", &level) != 0)
        printf("%s\n", pylog_last_error());

    pylog_disable(PYLOG_ERROR);
    pylog_error(log, "not shown");
    pylog_critical(log, "all but CRITICAL is disabled");
}
