/* CALL(n) for n from 0 to 99, where CALL is what the file that includes this one says; none if it says
 * NO_CALLS, so that what is left is the cost of the library's header. */
#ifndef NO_CALLS
#define TEN(n)                                                                                               \
    CALL(n##0);                                                                                              \
    CALL(n##1);                                                                                              \
    CALL(n##2);                                                                                              \
    CALL(n##3);                                                                                              \
    CALL(n##4);                                                                                              \
    CALL(n##5);                                                                                              \
    CALL(n##6);                                                                                              \
    CALL(n##7);                                                                                              \
    CALL(n##8);                                                                                              \
    CALL(n##9)
TEN();
TEN(1);
TEN(2);
TEN(3);
TEN(4);
TEN(5);
TEN(6);
TEN(7);
TEN(8);
TEN(9);
#endif
