// A whole program: start, configure, log one line, exit.
#include <glog/logging.h>

int main(int argc, char **argv) {
    if (argc != 2)
        return 1;
    google::InitGoogleLogging("bench");
    FLAGS_logbuflevel = -1;
    FLAGS_timestamp_in_logfile_name = false;
    google::SetLogDestination(google::INFO, argv[1]);
    google::SetLogSymlink(google::INFO, "");
    LOG(INFO) << "Hello logger: msg number " << 0;
}
