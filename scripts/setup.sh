#!/usr/bin/env bash
# Makes the virtual environment and installs the hash-locked packages; says the one command to type where it can't.
set -euo pipefail
venv=${1:-.venv}
python=${PYTHON:-python3}

"$python" - <<'PY' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it." >&2; exit 2; }
import sys
sys.exit(sys.version_info < (3, 11))
PY

if ! "$python" -m venv "$venv" 2>/dev/null; then
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3-venv …"
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        "$python" -m venv "$venv"
    else
        echo "This Python can't make virtual environments. Type:  sudo apt-get install python3-venv" >&2
        exit 2
    fi
fi
echo "Installing packages (about a minute) …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
    --require-hashes --only-binary :all: -r requirements/all.txt
