# shellcheck shell=bash
# The C++ core: built in the cache, apart from the build/ of whoever works on it by hand. Sourced by ./dev.

CORE_BUILDS="$CACHE/build"

# Hash of everything that the compiled core and its tests are made from.
core_hash() {
  find cpp bindings cmake CMakeLists.txt CMakePresets.json -type f -not -name '*.pyc' -print0 2>/dev/null |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# core_configure PRESET: with ccache, and with the Python that the virtual environment was made from.
core_configure() {
  cmake --preset "$1" -B "$CORE_BUILDS/$1" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DPython_EXECUTABLE=/usr/bin/python3
}

core_build() {
  local preset=$1
  shift
  core_configure "$preset"
  cmake --build "$CORE_BUILDS/$preset" --parallel 2 "$@"
}

# Builds the extension and lays the package crossdock_core where the virtual environment finds it, in one rename, so that
# a server that runs meanwhile keeps the files that it has open.
install_core() {
  local package="$CACHE/core" site
  core_build release --target crossdock_core_extension
  rm -rf "$package.new" "$package.old"
  mkdir -p "$package.new"
  # Links to sources that have been renamed since.
  find "$CORE_BUILDS/release/bindings/crossdock_core" -xtype l -delete
  cp -rL "$CORE_BUILDS/release/bindings/crossdock_core" "$package.new/"
  rm -rf "$package.new/crossdock_core/__pycache__"
  [ ! -e "$package" ] || mv "$package" "$package.old"
  mv "$package.new" "$package"
  rm -rf "$package.old"
  site=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  printf '%s\n' "$(realpath "$package")" >"$site/crossdock_core.pth"
  "$PYTHON" -c 'import crossdock_core; print(crossdock_core.__version__)'
}

# Compiles only: this needs no virtual environment, so it can go on while that is made.
compile_core() {
  stamped core-compiled "$(core_hash)" ||
    step "C++ core: compiled" core_build release --target crossdock_core_extension
}

setup_core() {
  local hash
  hash=$(core_hash)
  # The virtual environment's own stamp counts too: made anew, it has lost the path to the package.
  stamped core "$hash-$(cat "$STAMPS/venv")" && return 0
  step "C++ core: installed" install_core
  stamp core-compiled "$hash"
  stamp core "$hash-$(cat "$STAMPS/venv")"
}
