#!/bin/sh
# Writes the lock files of requirements/ anew from pyproject.toml and tools.in, for Python 3.11 and later, with hashes.
#   scripts/lock.sh             keeps what is pinned, adds and removes what pyproject.toml says
#   scripts/lock.sh --upgrade   takes the newest versions
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@" >/dev/null
}

compile "$@" requirements/tools.in --output-file requirements/tools.txt
compile "$@" pyproject.toml --output-file requirements/runtime.txt
compile "$@" pyproject.toml --extra dev --extra stata --constraint requirements/runtime.txt --output-file requirements/dev.txt
