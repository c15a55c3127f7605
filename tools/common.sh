# shellcheck shell=bash
# Shared by ./dev and the files of tools/: folders, progress lines, stamps and the unprivileged user.
# Sourced, never run. It sets no options: the caller has `set -euo pipefail`.

CACHE="$ROOT/.cache"
VENV="$CACHE/venv"
# shellcheck disable=SC2034  # Used by the other files.
PYTHON="$VENV/bin/python"
STAMPS="$CACHE/stamps"
LOGS="$CACHE/log"
SERVICE_USER=$(id -un)
[ "$(id -u)" -ne 0 ] || SERVICE_USER=crossdock
# shellcheck source=tools/versions.env
. "$ROOT/tools/versions.env"

say() { printf '[%s] %s\n' "$(date +%H:%M:%S)" "$*"; }
fail() {
  printf '[%s] error: %s\n' "$(date +%H:%M:%S)" "$*" >&2
  exit 1
}

# Lets the background jobs of this shell end with it: after a failure, Ctrl-C or the end.
end_jobs_on_exit() {
  # shellcheck disable=SC2046
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  trap 'exit 130' INT TERM
}

# step TITLE COMMAND...: runs a quiet command, with its output kept in a log file that is shown when it fails.
# The command runs in the background and is waited for, because `set -e` has no effect below an `if` or an `||`.
step() {
  local title=$1 log started child status=0
  shift
  log="$LOGS/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9' '-').log"
  started=$(date +%s%N)
  (
    set -euo pipefail
    "$@"
  ) >"$log" 2>&1 </dev/null &
  child=$!
  wait "$child" || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$log" >&2
    fail "$title failed with exit code $status; the whole log is $log"
  fi
  say "$title: done in $((($(date +%s%N) - started) / 1000000)) ms"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    fail "system packages are missing and neither root nor sudo is at hand: $*"
  fi
}

# stamped NAME HASH: true when the step NAME was last completed with this very hash of its inputs.
stamped() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >"$STAMPS/$1"; }
hash_of() { cat "$@" | sha256sum | cut -d' ' -f1; }

# locked NAME COMMAND...: one such command at a time, so that two ./dev in one checkout do not build over each other.
locked() {
  local name=$1
  shift
  (
    end_jobs_on_exit
    exec 9>"$STAMPS/$name.lock"
    flock 9
    "$@" 9>&-
  )
}

# Makes the folder of everything that can be made again. Root runs PostgreSQL and Odoo as a user of their own; where that
# user cannot walk to the checkout (a home of mode 0700, say), the folder is laid in /var/lib and linked from here.
prepare_cache() {
  umask 022
  if [ "$(id -u)" -eq 0 ]; then
    getent passwd "$SERVICE_USER" >/dev/null ||
      useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$SERVICE_USER"
    if [ ! -e "$CACHE" ] && ! as_service test -x "$ROOT"; then
      local elsewhere
      elsewhere=/var/lib/crossdock-dev/$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)
      mkdir -p "$elsewhere"
      ln -s "$elsewhere" "$CACHE"
      say "the user $SERVICE_USER cannot enter $ROOT, so downloads and databases live in $elsewhere"
    fi
  fi
  mkdir -p "$STAMPS" "$LOGS" "$CACHE/downloads"
}

# Runs a command as the unprivileged user; for everyone but root that is the caller.
as_service() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid="$SERVICE_USER" --regid="$SERVICE_USER" --init-groups -- "$@"
  else
    "$@"
  fi
}
