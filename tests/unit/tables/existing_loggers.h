/* Made by existing_loggers.py: loggers that exist (at DEBUG, with a handler, not propagating, every second
 * one disabled), those that are named, are others to be disabled; and then, for each that is not named, its
 * level, how many handlers it has, and whether it propagates and is disabled. */
static const struct {
    const char *existing, *named;
    bool disable;
    const char *expected;
} rows[] = {
    { "a b c", "b", true, "a:10101 c:10101" },
    { "a b c", "b", false, "a:10100 c:10100" },
    { "a a.b a.b.c ab", "a", true, "a.b:0011 a.b.c:0010 ab:10101" },
    { "a a.b a.b.c ab", "a", false, "a.b:0011 a.b.c:0010 ab:10100" },
    { "a.b.c", "a", true, "a.b.c:0010" },
    { "a.b.c", "a", false, "a.b.c:0010" },
    { "a.b.c a.b", "a", true, "a.b.c:0010 a.b:0011" },
    { "a.b.c a.b", "a", false, "a.b.c:0010 a.b:0011" },
    { "a a.b a.b.c", "a.b", true, "a:10101 a.b.c:0010" },
    { "a a.b a.b.c", "a.b", false, "a:10100 a.b.c:0010" },
    { "a..b a.b", "a.", true, "a..b:0010 a.b:10101" },
    { "a..b a.b", "a.", false, "a..b:0010 a.b:10100" },
    { "a.. a. a a...", "a.", true, "a..:0010 a:10101 a...:0011" },
    { "a.. a. a a...", "a.", false, "a..:0010 a:10100 a...:0011" },
    { ".a ..a a", ".", true, ".a:10101 ..a:0011 a:10101" },
    { ".a ..a a", ".", false, ".a:10100 ..a:0011 a:10100" },
    { "a A", "a", true, "A:10101" },
    { "a A", "a", false, "A:10100" },
    { "a.b", "a b", true, "a.b:0010" },
    { "a.b", "a b", false, "a.b:0010" },
    { "a b", "", true, "a:10101 b:10101" },
    { "a b", "", false, "a:10100 b:10100" },
    { "a-b a.b a", "a", true, "a-b:10101 a.b:0011" },
    { "a-b a.b a", "a", false, "a-b:10100 a.b:0011" },
    { "root.a roots", "a", true, "root.a:10101 roots:10101" },
    { "root.a roots", "a", false, "root.a:10100 roots:10100" },
    { "x x.y", "x.y.z", true, "x:10101 x.y:10101" },
    { "x x.y", "x.y.z", false, "x:10100 x.y:10100" },
    { "a a.b a.b.c", "a a.b.c", true, "a.b:0011" },
    { "a a.b a.b.c", "a a.b.c", false, "a.b:0011" },
    { "m.n.o.p m.n m.n.o.q", "m.n m", true, "m.n.o.p:0010 m.n.o.q:0010" },
    { "m.n.o.p m.n m.n.o.q", "m.n m", false, "m.n.o.p:0010 m.n.o.q:0010" },
};
