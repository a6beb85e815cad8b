#!/usr/bin/env bash
# Prints which rows of the annotated plans the rules here read otherwise than those of a base: gained, lost, changed.
#
#   scripts/compare_rules.sh [BASE]     a git revision; else where this branch left main, on main the commit before
#
# It is to be looked at and fails nothing: without git, a base or rules that this engine reads, it says so.
set -uo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}

base_of() {
    local head main
    head=$(git rev-parse --verify --quiet HEAD) || return
    for main in origin/main main; do
        base=$(git merge-base HEAD "$main" 2>/dev/null) || continue
        if [ "$base" != "$head" ]; then echo "$base"; return; fi
    done
    git rev-parse --verify --quiet HEAD~1
}

base=${1:-$(base_of)}
if [ -z "$base" ] || ! git rev-parse --verify --quiet "$base^{commit}" >/dev/null; then
    echo "Rules are compared with none: there is no git revision ${base:-before this one}."
elif git diff --quiet "$base" -- rules && [ -z "$(git ls-files --others --exclude-standard rules)" ]; then
    echo "The rules are those of $(git rev-parse --short "$base")."
else
    plans=()
    for plan in tests/gold/*.jsonl; do
        for text in "${plan%.jsonl}".{txt,md}; do
            if [ -f "$text" ]; then plans+=(--on "$text"); fi
        done
    done
    echo "Rows that the rules read otherwise than those of $(git rev-parse --short "$base"):"
    PYTHONPATH=$PWD "$python" -m metrics rules compare "$base" rules --on examples "${plans[@]}" 2>&1 ||
        echo "They cannot be compared."
fi
exit 0
