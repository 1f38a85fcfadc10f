# Does Python print what the examples' comments say that C prints? Run by hand after changing an example:
#
#     PYTHON=python3.13 sh tests/examples/check_with_python.sh
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
: "${PYTHON:=python3}"

for program in "$PYLOG_ROOT"/tests/examples/*.py; do
    name=$(basename "$program" .py)
    "$CMAKE" "-DPROGRAM=$PYTHON" "-DARGUMENTS=$program" "-DDIRECTORY=$WORK/$name" \
        "-DEXPECTED=$PYLOG_ROOT/examples/$name.c" -P "$PYLOG_ROOT/tests/support/check_output.cmake"
    echo "$name: as Python"
done
