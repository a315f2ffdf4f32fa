#!/usr/bin/env bash
# Copies the newest snapshot from the collector to a mirror; readers of the mirror see the old one or the new one, whole.
#
#   deploy/mirror.sh FROM TO
#
# FROM and TO are folders of snapshots as rsync names them; one of them may be on another machine:
#   deploy/mirror.sh /var/lib/aqsha/snapshots web@mirror.example:/var/lib/aqsha/snapshots   (the collector sends)
#   deploy/mirror.sh aqsha@collector.example:/var/lib/aqsha/snapshots /var/lib/aqsha/snapshots   (the mirror fetches)
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: $0 FROM TO" >&2
    exit 2
fi
from=${1%/} to=${2%/}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The pointer is read once: a run that publishes meanwhile changes nothing for this copy.
rsync --archive "$from/latest" "$work/latest"
id=$(tr -d '[:space:]' < "$work/latest")
if [[ ! $id =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}$ ]]; then
    echo "$from/latest names no snapshot." >&2
    exit 1
fi

# Tables that the mirror's newest edition already holds become second names of the same files there: stored once.
same=()
if rsync --archive "$to/latest" "$work/before" 2>/dev/null; then
    before=$(tr -d '[:space:]' < "$work/before")
    if [[ $before =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}$ && $before != "$id" ]]; then
        same=("--link-dest=../$before")
    fi
fi

# First the folder, its manifest last (a snapshot without a manifest is none to a reader), then what the last run told
# of itself, and at the very end the pointer that readers follow. rsync renames each file into place.
rsync --archive "${same[@]}" --exclude=/manifest.json "$from/$id/" "$to/$id/"
rsync --archive "$from/$id/manifest.json" "$to/$id/manifest.json"
for told in health.json diary.jsonl editions.jsonl; do
    if rsync --archive "$from/$told" "$work/$told" 2>/dev/null; then
        rsync --archive "$work/$told" "$to/$told"
    fi
done
rsync --archive "$work/latest" "$to/latest"
echo "$id is on the mirror."
