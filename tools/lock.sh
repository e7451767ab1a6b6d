#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock with hashes and without any address of an index.
set -euo pipefail
cd "$(dirname "$0")/.."
tools_env=$(mktemp -d)
trap 'rm -rf "$tools_env"' EXIT
python3 -m venv "$tools_env"
"$tools_env/bin/pip" install --quiet uv
compile() {
  "$tools_env/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate "$@"
}
echo "setuptools>=77,<84" > "$tools_env/build.in"
compile pyproject.toml "$tools_env/build.in" -o requirements.lock
compile pyproject.toml --extra dev "$tools_env/build.in" -c requirements.lock -o requirements-dev.lock
