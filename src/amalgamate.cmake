# Write the library as two files, pylog.c and pylog.h, which any compiler takes as they are:
#
#     cmake -DOUTPUT=folder -P src/amalgamate.cmake
#
# pylog.h is include/pylog.h with the other public headers in it. pylog.c is every source of src, and each header of src
# where it is first needed.
cmake_minimum_required(VERSION 3.16)
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
if(NOT OUTPUT)
    set(OUTPUT .)
endif()

set(banner "/* Generated from pylog's sources by src/amalgamate.cmake: not to be edited. */\n")

# The text of a file without `#include "..."` and `#include <pylog...>`, which are there by then: first the headers that
# it names and that have not been written yet, then its own lines.
set(written)
function(append_source file)
    get_filename_component(directory ${file} DIRECTORY)
    file(READ ${file} rest)
    file(RELATIVE_PATH name ${root} ${file})
    set(text "\n/* ---- ${name} ---- */\n\n")
    while(rest MATCHES "(^|\n)#include [<\"]((pylog[^>\n]*)>|([^\"\n]*)\")[^\n]*")
        set(line "${CMAKE_MATCH_0}")
        set(header "${CMAKE_MATCH_4}")
        string(FIND "${rest}" "${line}" at)
        string(LENGTH "${line}" length)
        string(SUBSTRING "${rest}" 0 ${at} before)
        math(EXPR at "${at} + ${length}")
        string(SUBSTRING "${rest}" ${at} -1 rest)
        string(APPEND text "${before}")
        if(header)
            get_filename_component(header ${directory}/${header} ABSOLUTE)
            get_property(seen GLOBAL PROPERTY written_${header})
            if(NOT seen)
                set_property(GLOBAL PROPERTY written_${header} ON)
                set_property(GLOBAL APPEND_STRING PROPERTY amalgamation "${text}")
                set(text "")
                append_source(${header})
                set(text "\n/* ---- ${name} ---- */\n")
            endif()
        endif()
    endwhile()
    set_property(GLOBAL APPEND_STRING PROPERTY amalgamation "${text}${rest}")
endfunction()

# ---- pylog.h -------------------------------------------------------------------------------------

# The text of a public header without what it includes of the others. Those come first, unless pylog.h has them already.
function(append_public name)
    get_property(seen GLOBAL PROPERTY written_${name})
    if(seen)
        return()
    endif()
    set_property(GLOBAL PROPERTY written_${name} ON)
    file(READ ${root}/include/${name} text)
    string(REGEX MATCHALL "\n#include <pylog/[^>]*" includes "${text}")
    foreach(include ${includes})
        string(REGEX REPLACE ".*<" "" include "${include}")
        append_public(${include})
    endforeach()
    string(REGEX REPLACE "\n#include <pylog[^\n]*" "" text "${text}")
    string(REGEX REPLACE "( \\* +#include <pylog)/[a-z]+" "\\1" text "${text}") # in comments
    set_property(GLOBAL APPEND_STRING PROPERTY headers "\n${text}")
endfunction()

# pylog.h, with the two headers that it needs at their places. The second one is a system header to the compiler, which
# holds from the pragma to the end of the file: so its macros come last.
foreach(name namespace call)
    file(READ ${root}/include/pylog/${name}.h text)
    set(${name} "${text}")
    set_property(GLOBAL PROPERTY written_pylog/${name}.h ON)
endforeach()
if(NOT call MATCHES "(.*)(#if[^#]*#pragma GCC system_header\n#endif\n)(.*)(/\\* ---- Macros.*)(#endif\n*)$")
    message(FATAL_ERROR "include/pylog/call.h has no pragma, or no part with macros")
endif()
set(call "${CMAKE_MATCH_1}${CMAKE_MATCH_3}${CMAKE_MATCH_5}")
set(macros "${CMAKE_MATCH_2}\n${CMAKE_MATCH_4}")

file(READ ${root}/include/pylog.h text)
string(REPLACE "#include <pylog/namespace.h>\n" "${namespace}" text "${text}")
string(REPLACE "#include <pylog/call.h>\n" "${call}" text "${text}")
string(REGEX REPLACE "\n#include <pylog[^\n]*" "" text "${text}")
if(NOT text MATCHES "(.*)\n#endif\n*$")
    message(FATAL_ERROR "include/pylog.h has no #endif at its end")
endif()
set_property(GLOBAL PROPERTY headers "${banner}${CMAKE_MATCH_1}\n")
file(GLOB others ${root}/include/pylog/*.h)
foreach(file ${others})
    file(RELATIVE_PATH name ${root}/include ${file})
    append_public(${name})
endforeach()
get_property(text GLOBAL PROPERTY headers)
file(WRITE ${OUTPUT}/pylog.h "${text}\n${macros}\n#endif\n")

# ---- pylog.c -------------------------------------------------------------------------------------

# The port comes last: with it come the headers of the system, and their names.
file(GLOB sources ${root}/src/*/*.c)
file(GLOB port ${root}/src/port/*.c)
list(REMOVE_ITEM sources ${port})
foreach(file ${sources} ${port})
    append_source(${file})
endforeach()
get_property(text GLOBAL PROPERTY amalgamation)

# What the port asks of the system's headers has to be said before the first of them.
string(REGEX REPLACE "\n#(define|undef) (_DARWIN_C_SOURCE|_GNU_SOURCE|_FILE_OFFSET_BITS|_TIME_BITS|_WIN32_WINNT)[^\n]*" ""
    text "${text}")
file(WRITE ${OUTPUT}/pylog.c "${banner}
#if defined(_WIN32)
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#elif defined(__APPLE__)
#ifndef _DARWIN_C_SOURCE
#define _DARWIN_C_SOURCE
#endif
#elif !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64
#endif
#if !defined(_TIME_BITS) && !defined(_WIN32)
#define _TIME_BITS 64
#endif

#include \"pylog.h\"
${text}")
