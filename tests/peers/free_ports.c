/* Prints as many ports of 127.0.0.1 as its argument says, on which nobody listens, over TCP or UDP. */
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The socket stays open until the program ends, so that no port is given twice; 0: there is none. */
static int bind_one(int type, int port) {
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int made = socket(AF_INET, type, 0);
    if (made < 0 || bind(made, (const void *)&address, length) != 0 ||
        getsockname(made, (void *)&address, &length) != 0)
        return 0;
    return ntohs(address.sin_port);
}

int main(int argc, char **argv) {
    int wanted = argc > 1 ? atoi(argv[1]) : 1;
    for (int tries = 0; wanted > 0 && tries < 1000; tries++) {
        int port = bind_one(SOCK_STREAM, 0);
        if (!port || !bind_one(SOCK_DGRAM, port))
            continue;
        printf("%d\n", port);
        wanted--;
    }
    return wanted > 0;
}
