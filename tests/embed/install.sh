# cmake --install of the static and the shared library and of a private copy, for the tests of what is installed.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

rm -rf "$INSTALLED"
mkdir -p "$INSTALLED"
install_all
(cd "$INSTALLED" && find . -type f -o -type l | sort)
