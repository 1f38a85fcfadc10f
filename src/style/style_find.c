/* All styles by name: apart from template.c, because few programs need all of them. */
#include "../base/error.h"
#include "style.h"

const struct pylog__style *pylog__style_find(char name) {
    static const struct pylog__style *const styles[] = { &pylog__percent_style, &pylog__brace_style,
                                                         &pylog__dollar_style };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (styles[i]->name == name)
            return styles[i];
    pylog__fail_value("Style must be one of: %%,{,$");
    return NULL;
}
