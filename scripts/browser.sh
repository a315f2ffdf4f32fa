#!/usr/bin/env bash
# Makes sure that Debian's Chromium is there for the browser tests.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null
else
    echo "The browser tests need Chromium. Type:  sudo apt-get install chromium" >&2
    exit 2
fi
