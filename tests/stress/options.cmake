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

# Its children use the allocator, which the sanitizers guard by locks of their own.
pylog_not_under(libc_locks address "its allocator does not survive fork in a program of several threads")
pylog_not_under(libc_locks thread "its allocator does not survive fork in a program of several threads")
pylog_not_under(descriptors_at_fork address "a child may find its allocator's locks taken for ever")
pylog_not_under(descriptors_at_fork thread "it does not know what a child of several threads may do")

# A child of fork may find the locks of that sanitizer's allocator taken for ever.
foreach(name forks first_use_fork streams_at_fork)
    pylog_not_under(${name} address "its allocator has locks that a child of fork may find taken")
endforeach()

# A thread that ends in the middle of its calls leaves their frames marked, and then ends itself over these marks.
foreach(name cancelled cancelled_reader queue_cancelled queue_ended_listener unwinding)
    pylog_not_under(${name} address "it takes the frames of a thread that was cancelled to be in use still")
endforeach()
pylog_not_under(queue_ended_threads address "it keeps freed memory for a while, which is what is measured")
pylog_not_under(queue_ended_threads thread "its own memory for threads is much larger than what is measured")
# Seen in a debugger: the child is in malloc, in SizeClassAllocator64::GetFromAllocator, and waits for a lock that a
# thread of the parent had. combinations and faults leave out by themselves what forks beside threads.
pylog_not_under(first_use_fork thread "a child of a process with threads may wait for ever for its allocator's lock")

# It has to know who waits.
pylog_stress_options(configurations_meet -Wl,--wrap=pylog__condition_wait)
pylog_not_under(small_stack address "its frames are larger")
pylog_not_under(small_stack thread "its frames are larger")
