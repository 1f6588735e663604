#!/bin/sh
# Makes a virtual environment with the packages of requirements/NAME.txt, checked by hash, and eventbase itself.
#   scripts/setup.sh FOLDER runtime|dev
# PYTHON=… chooses the interpreter. The package index is the one that pip and uv are set up for on this machine.
set -eu
cd "$(dirname "$0")/.."
venv=$1
lock=requirements/$2.txt
python=$venv/bin/python

say() { echo "setup: $*" >&2; }

# Pyenv's shims are there for Pythons that are not; so a candidate counts only if it runs.
newer_than() { "$1" -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $2))" >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if newer_than "$name" 13; then echo "$name"; return; fi
    done
    for name in ${PYTHON:-python3.14 python3}; do
        if newer_than "$name" 99; then echo "$name"; return; fi
    done
    say "${PYTHON:-python3} is not Python 3.11 or later; install one, or name one: make demo PYTHON=/path/to/python3"
    return 1
}

make_venv() {
    base=$(find_python)
    say "making $venv with $("$base" --version)"
    rm -rf "$venv"
    "$base" -m venv "$venv" >/dev/null 2>&1 && return
    # Debian ships venv without pip unless python3-venv is installed; any pip at all can put one in.
    "$base" -m venv --clear --without-pip "$venv" && "$base" -m pip --python "$python" install --quiet pip && return
    say "$base cannot make a virtual environment; install its venv module (Debian: apt-get install python3-venv)"
    return 1
}

pip() { "$python" -m pip --quiet --quiet --disable-pip-version-check "$@"; }

setting() { "$python" -m pip config get "global.$1" 2>/dev/null || true; }

# uv reads only its own settings: pip's index and certificates are handed over where uv has none.
share_settings() {
    index=${PIP_INDEX_URL:-$(setting index-url)}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        UV_DEFAULT_INDEX=$index
        export UV_DEFAULT_INDEX
    fi
    certificates=${PIP_CERT:-$(setting cert)}
    if [ -n "$certificates" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
        SSL_CERT_FILE=$certificates
        export SSL_CERT_FILE
    fi
}

install() {
    if [ -x "$venv/bin/uv" ] && "$venv/bin/uv" pip install --quiet --python "$python" "$@"; then return; fi
    say "uv could not install them; trying pip"
    pip install "$@"
}

newer_than "$python" 99 || make_venv
pip install --require-hashes --only-binary :all: --requirement requirements/tools.txt
share_settings
say "installing $lock (some 0.7 GB on disk)"
install --require-hashes --only-binary :all: --requirement "$lock"
install --no-deps --no-build-isolation --editable .
