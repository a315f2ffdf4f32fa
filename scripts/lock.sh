#!/usr/bin/env bash
# Writes requirements/*.txt with hashes and without any registry's host.
set -euo pipefail
command -v uv >/dev/null || { echo "Locking needs uv." >&2; exit 2; }
compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url "$@"; }
compile pyproject.toml -o requirements/run.txt
compile pyproject.toml --group test -o requirements/all.txt
