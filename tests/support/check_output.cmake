# Run a program in a fresh directory and compare what it prints, byte for byte, with what is expected.
#
#   cmake -DPROGRAM=... -DARGUMENTS=... -DDIRECTORY=... -DEXPECTED=... -P check_output.cmake
#
# EXPECTED is NAME.txt, the stdout; files that the program leaves are compared with those in a directory
# NAME beside it, if there is one. Or it is an example NAME.c, whose first comment ends with what the program
# prints on stdout and stderr together, and then with the files that it leaves:
#
#  * Output:
#  *     INFO:root:started
#  *
#  * app.log:
#  *     2026-11-20 10:55:01,123 - root - INFO - started
#  */
#
# Times differ from run to run: in examples, on both sides, each `2026-11-20 10:55:01,123` counts as
# `YYYY-MM-DD hh:mm:ss,mmm`.
cmake_minimum_required(VERSION 3.16)

set(TIME "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9],[0-9][0-9][0-9]")

function(run_program)
    file(REMOVE_RECURSE ${DIRECTORY} ${DIRECTORY}.stdout ${DIRECTORY}.stderr)
    file(MAKE_DIRECTORY ${DIRECTORY})
    execute_process(COMMAND ${PROGRAM} ${ARGUMENTS} WORKING_DIRECTORY ${DIRECTORY}
        RESULT_VARIABLE result ${ARGN})
    if(NOT result EQUAL 0)
        foreach(printed ${DIRECTORY}.stdout ${DIRECTORY}.stderr)
            if(EXISTS ${printed})
                execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${printed})
            endif()
        endforeach()
        message(FATAL_ERROR "${PROGRAM} ended with ${result}")
    endif()
endfunction()

function(compare_files actual expected)
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${actual} ${expected}
        RESULT_VARIABLE differ ERROR_QUIET)
    if(differ)
        execute_process(COMMAND diff -u ${expected} ${actual})
        message(FATAL_ERROR "${actual} is not ${expected}")
    endif()
endfunction()

# Write the block of lines below ` * TITLE:`, without its margin, to a file.
function(extract_block comment title out)
    set(heading "\n * ${title}:")
    string(FIND "${comment}" "${heading}\n" start)
    string(SUBSTRING "${comment}" ${start} -1 block)
    string(REGEX MATCH "^\n \\* [^\n]*:(\n \\*(     [^\n]*)?)*" block "${block}")
    string(LENGTH "${heading}" length)
    string(SUBSTRING "${block}" ${length} -1 block)
    string(REGEX REPLACE "(\n \\*)+$" "" block "${block}")
    string(REGEX REPLACE "\n \\*(     )?" "\n" block "${block}")
    string(REGEX REPLACE "${TIME}" "YYYY-MM-DD hh:mm:ss,mmm" block "${block}")
    if(NOT block STREQUAL "")
        string(SUBSTRING "${block}\n" 1 -1 block)
    endif()
    file(WRITE ${out} "${block}")
endfunction()

function(normalise_times from to)
    file(READ ${from} text)
    string(REGEX REPLACE "${TIME}" "YYYY-MM-DD hh:mm:ss,mmm" text "${text}")
    file(WRITE ${to} "${text}")
endfunction()

function(check_example)
    run_program(OUTPUT_FILE ${DIRECTORY}.stdout ERROR_FILE ${DIRECTORY}.stdout)

    file(READ ${EXPECTED} comment)
    string(FIND "${comment}" "\n */" end)
    string(SUBSTRING "${comment}" 0 ${end} comment)
    string(APPEND comment "\n")
    string(FIND "${comment}" "\n * Output:\n" start)
    if(start EQUAL -1)
        message(FATAL_ERROR "${EXPECTED} does not say what it prints")
    endif()
    string(SUBSTRING "${comment}" ${start} -1 comment)

    string(REGEX MATCHALL "\n \\* [^ \n]+:\n" titles "${comment}")
    foreach(title ${titles})
        string(REGEX REPLACE "\n \\* ([^ \n]+):\n" "\\1" title "${title}")
        set(actual ${DIRECTORY}/${title})
        if(title STREQUAL "Output")
            set(actual ${DIRECTORY}.stdout)
        elseif(NOT EXISTS ${actual})
            message(FATAL_ERROR "${PROGRAM} left no file ${title}")
        endif()
        string(REPLACE "/" "_" name ${title})
        extract_block("${comment}" "${title}" ${DIRECTORY}.expected.${name})
        normalise_times(${actual} ${DIRECTORY}.actual.${name})
        compare_files(${DIRECTORY}.actual.${name} ${DIRECTORY}.expected.${name})
    endforeach()
endfunction()

function(check_text)
    run_program(OUTPUT_FILE ${DIRECTORY}.stdout ERROR_FILE ${DIRECTORY}.stderr)
    compare_files(${DIRECTORY}.stdout ${EXPECTED})

    string(REGEX REPLACE "\\.txt$" "" expected_files ${EXPECTED})
    if(IS_DIRECTORY ${expected_files})
        file(GLOB_RECURSE names RELATIVE ${expected_files} ${expected_files}/*)
        foreach(name ${names})
            compare_files(${DIRECTORY}/${name} ${expected_files}/${name})
        endforeach()
    endif()
endfunction()

if(EXPECTED MATCHES "\\.c$")
    check_example()
else()
    check_text()
endif()
