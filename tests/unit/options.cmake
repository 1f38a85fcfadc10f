# What is special about a unit test: pylog_wrap(test_x write malloc), pylog_timeout(test_x 120).
pylog_wrap(test_file_handler write)
