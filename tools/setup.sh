#!/usr/bin/env bash
# Makes the virtual environment from the lock file and installs baophu into it. Usage: tools/setup.sh [dev]
# One sentence instead of a traceback where something of the system is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-}
if [ -z "$python" ]; then
  for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
fi
if [ -z "$python" ]; then
  say "Cần Python 3.11 trở lên: sudo apt-get install python3 python3-venv (Debian 12, Ubuntu 24.04). / Python 3.11 or newer is needed."
  exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  say "Thiếu gói python3-venv: sudo apt-get install python3-venv. / The package python3-venv is missing."
  exit 2
fi

lock=requirements.lock
[ "${1:-}" = dev ] && lock=requirements-dev.lock
stamp=.venv/.installed-${1:-run}
if [ -f "$stamp" ] && [ "$stamp" -nt "$lock" ] && [ "$stamp" -nt pyproject.toml ]; then
  exit 0
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
say "Cài các gói đã khoá ($lock)… / Installing the locked packages…"
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
touch "$stamp"
