#!/usr/bin/env bash
# Writes the digests of everything that runs over some folders write: the same before and after a change that only moves code.
#
#   scripts/same_bytes.sh LIST FOLDER...     e.g. before.txt examples ../shared/gold ../shared/corpora
#
# Two lists are compared with diff. Pages name the digest of the rules: a change of rules shows in all of them.
set -euo pipefail
list=$1
shift
python=${PYTHON:-.venv/bin/python}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
number=0
for folder in "$@"; do
    number=$((number + 1))
    PYTHONPATH=$PWD "$python" -m metrics run "$folder" --out "$out/$number" --date 2026-01-01 --also csv >/dev/null 2>"$out/$number.errors" || true
    PYTHONPATH=$PWD "$python" -m metrics run "$folder" --out "$out/$number-single" --date 2026-01-01 --single-file >/dev/null 2>&1 || true
done
(cd "$out" && find . -type f ! -name run.json ! -name '*.errors' | LC_ALL=C sort | xargs -d '\n' sha256sum) >"$list"
wc -l "$list"
