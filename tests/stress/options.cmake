# What is special about a stress test.

# pylog_not_under(NAME address "why"): which sanitizer (address or thread) cannot run it. It is then not a test of that
# build, which says so when it is configured.
function(pylog_not_under name sanitizer why)
    if("${CMAKE_C_FLAGS}" MATCHES "-fsanitize=[a-z,]*${sanitizer}")
        message(STATUS "stress.${name} is not run under the ${sanitizer} sanitizer: ${why}")
        set_property(GLOBAL PROPERTY pylog_stress_left_out_${name} ON)
    endif()
endfunction()

# pylog_stress_options(NAME -Wl,--wrap=write): for its linker.
function(pylog_stress_options name)
    set_property(GLOBAL APPEND PROPERTY pylog_stress_options_${name} ${ARGN})
endfunction()

foreach(call open close write pwrite read pread fsync fstat stat lstat rename unlink mkdir ftruncate flock fcntl socket
        connect send recv poll getaddrinfo pthread_create syscall)
    pylog_stress_options(faults -Wl,--wrap=${call})
endforeach()

# Seen in a debugger: the child is in malloc, in SizeClassAllocator64::GetFromAllocator, and waits for a lock that a
# thread of the parent had. combinations and faults leave out by themselves what forks beside threads. The threads of
# forks and streams_at_fork allocate nothing while they run, and exit of a child looks for leaks under ASan alone.
set(why "a child of a process with threads may wait for ever for its allocator's lock")
foreach(name atfork descriptors_at_fork first_use_fork forks libc_locks streams_at_fork zones)
    pylog_not_under(${name} address "${why}")
endforeach()
foreach(name atfork descriptors_at_fork first_use_fork libc_locks zones)
    pylog_not_under(${name} thread "${why}")
endforeach()

# A thread that ends in the middle of its calls leaves their frames marked, and then ends itself over these marks.
foreach(name cancelled cancelled_reader queue_cancelled queue_ended_listener unwinding)
    pylog_not_under(${name} address "it takes the frames of a thread that was cancelled to be in use still")
endforeach()
pylog_not_under(queue_ended_threads address "it keeps freed memory for a while, which is what is measured")
pylog_not_under(queue_ended_threads thread "its own memory for threads is much larger than what is measured")

# It has to know who waits.
pylog_stress_options(configurations_meet -Wl,--wrap=pylog__condition_wait)
pylog_not_under(small_stack address "its frames are larger")
pylog_not_under(small_stack thread "its frames are larger")
