/* Made by syslog_messages.py: records, and what CPython's SysLogHandler sends for them. */
static const struct {
    int facility;
    int level;
    const char *ident;
    bool no_append_nul;
    const char *message, *sent;
    size_t length;
} sent_by_python[] = {
    { PYLOG_SYSLOG_KERN, 30, NULL, false, "text", "<4>text\000", 8 },
    { PYLOG_SYSLOG_USER, 30, NULL, false, "text", "<12>text\000", 9 },
    { PYLOG_SYSLOG_MAIL, 30, NULL, false, "text", "<20>text\000", 9 },
    { PYLOG_SYSLOG_DAEMON, 30, NULL, false, "text", "<28>text\000", 9 },
    { PYLOG_SYSLOG_AUTH, 30, NULL, false, "text", "<36>text\000", 9 },
    { PYLOG_SYSLOG_SYSLOG, 30, NULL, false, "text", "<44>text\000", 9 },
    { PYLOG_SYSLOG_LPR, 30, NULL, false, "text", "<52>text\000", 9 },
    { PYLOG_SYSLOG_NEWS, 30, NULL, false, "text", "<60>text\000", 9 },
    { PYLOG_SYSLOG_UUCP, 30, NULL, false, "text", "<68>text\000", 9 },
    { PYLOG_SYSLOG_CRON, 30, NULL, false, "text", "<76>text\000", 9 },
    { PYLOG_SYSLOG_AUTHPRIV, 30, NULL, false, "text", "<84>text\000", 9 },
    { PYLOG_SYSLOG_FTP, 30, NULL, false, "text", "<92>text\000", 9 },
    { PYLOG_SYSLOG_NTP, 30, NULL, false, "text", "<100>text\000", 10 },
    { PYLOG_SYSLOG_SECURITY, 30, NULL, false, "text", "<108>text\000", 10 },
    { PYLOG_SYSLOG_CONSOLE, 30, NULL, false, "text", "<116>text\000", 10 },
    { PYLOG_SYSLOG_SOLCRON, 30, NULL, false, "text", "<124>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL0, 30, NULL, false, "text", "<132>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL1, 30, NULL, false, "text", "<140>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL2, 30, NULL, false, "text", "<148>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL3, 30, NULL, false, "text", "<156>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL4, 30, NULL, false, "text", "<164>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL5, 30, NULL, false, "text", "<172>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL6, 30, NULL, false, "text", "<180>text\000", 10 },
    { PYLOG_SYSLOG_LOCAL7, 30, NULL, false, "text", "<188>text\000", 10 },
    { PYLOG_SYSLOG_USER, 10, NULL, false, "text", "<15>text\000", 9 },
    { PYLOG_SYSLOG_USER, 20, NULL, false, "text", "<14>text\000", 9 },
    { PYLOG_SYSLOG_USER, 30, NULL, false, "text", "<12>text\000", 9 },
    { PYLOG_SYSLOG_USER, 35, NULL, false, "text", "<12>text\000", 9 },
    { PYLOG_SYSLOG_USER, 40, NULL, false, "text", "<11>text\000", 9 },
    { PYLOG_SYSLOG_USER, 50, NULL, false, "text", "<10>text\000", 9 },
    { PYLOG_SYSLOG_DAEMON, 20, "app: ", false, "h\303\251llo \342\202\254", "<30>app: h\303\251llo \342\202\254\000", 20 },
    { PYLOG_SYSLOG_DAEMON, 20, "\303\251", true, "two\012lines", "<30>\303\251two\012lines", 15 },
    { PYLOG_SYSLOG_LOCAL7, 50, "", false, "", "<186>\000", 6 },
    { PYLOG_SYSLOG_LOCAL0, 10, "x", true, "", "<135>x", 6 },
};
