# What is special about a unit test: pylog_wrap(test_x write malloc), pylog_timeout(test_x 120).
pylog_wrap(test_file_handler write)
pylog_wrap(test_buffered_file write)
pylog_wrap(test_buffered_file_faults write)
pylog_wrap(test_flusher pthread_create pthread_cond_wait pthread_cond_timedwait)
pylog_wrap(test_rotating_file_handler pylog__port_monotonic pylog__port_file_open pylog__port_rename)
pylog_wrap(test_timed_rotating_file_handler pylog__port_now pylog__port_monotonic pylog__port_rename)
pylog_wrap(test_net getaddrinfo)
pylog_timeout(test_swapping 200)
