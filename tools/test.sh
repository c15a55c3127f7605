# shellcheck shell=bash
# ./dev test [PART...]. Sourced by ./dev.

TEST_PARTS=(core python odoo end_to_end lint)

# Debug checks and both sanitizers see what a release build hides, so every GoogleTest runs in each.
test_core() {
  local preset
  for preset in release asan-ubsan; do
    step "Build of the core's tests ($preset)" core_build "$preset"
    ctest --test-dir "$CORE_BUILDS/$preset" --output-on-failure --parallel 2 --no-tests=error
  done
}

# pytest over those of these folders that exist.
run_pytest() {
  local folder folders=()
  for folder in "$@"; do
    [ ! -d "$folder" ] || folders+=("$folder")
  done
  [ "${#folders[@]}" -gt 0 ] || fail "none of these folders exists: $*"
  "$PYTHON" -m pytest --durations=10 "${folders[@]}"
}

test_python() { run_pytest tests/bindings tests/codebase tests/contract tests/simulators; }
test_odoo() { "$PYTHON" -m tools.odoo_tests; }
test_end_to_end() {
  setup_template_database
  run_pytest tests/end_to_end tests/faults
}
test_lint() { run_lint; }

# Each part is a ./dev of its own, so that an error ends the part and the next one still runs.
run_tests() {
  local part failed=()
  [ $# -gt 0 ] || set -- "${TEST_PARTS[@]}"
  for part in "$@"; do
    [[ " ${TEST_PARTS[*]} " == *" $part "* ]] || fail "there is no part $part; the parts are: ${TEST_PARTS[*]}"
  done
  setup_all
  for part in "$@"; do
    say "test $part: starts"
    if "$ROOT/dev" test-part "$part"; then
      say "test $part: passed"
    else
      failed+=("$part")
      say "test $part: FAILED"
    fi
  done
  [ "${#failed[@]}" -eq 0 ] || fail "failed: ${failed[*]}"
  say "all passed: $*"
}

# Every benchmark starts what it needs and prints its own line; a figure short of its bar fails.
run_benchmarks() {
  local script name failed=() found=0
  setup_all
  locked bench setup_bench
  setup_template_database
  for script in bench/*.py; do
    name=$(basename "$script" .py)
    [[ "$name" != _* ]] || continue
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    found=1
    "$PYTHON" -m "bench.$name" || failed+=("$name")
  done
  [ "$found" -eq 1 ] || fail "no such benchmark; there are: $(cd bench && echo *.py)"
  [ "${#failed[@]}" -eq 0 ] || fail "short or broken: ${failed[*]}"
}

# Fuzzes every target for so many seconds, from the checkout's corpus and what earlier runs added to it.
run_fuzzers() {
  local seconds=${1:-60} target name corpus seeds targets
  locked system setup_system
  step "Build of the fuzz targets" core_build fuzz
  mapfile -t targets < <(find "$CORE_BUILDS/fuzz" -type f -name 'fuzz_*' -executable | sort)
  [ "${#targets[@]}" -gt 0 ] || fail "the build made no fuzz target"
  for target in "${targets[@]}"; do
    name=$(basename "$target")
    corpus="$CACHE/fuzz/$name"
    seeds="cpp/crossdock/wire/${name#fuzz_}/corpus"
    [ -d "$seeds" ] || fail "$name has no corpus in $seeds"
    mkdir -p "$corpus"
    say "$name: $seconds s"
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
      -artifact_prefix="$CACHE/fuzz/$name-" "$corpus" "$seeds"
  done
}
