# shellcheck shell=bash
# ./dev test [PART...]. Sourced by ./dev.

TEST_PARTS=(core python odoo end_to_end lint fuzz)
# Those that mostly compile.
COMPILING_PARTS=(core lint fuzz)
# What a run of the tests fuzzes: the same inputs each time, so that a failure is of what was changed.
FUZZ_RUNS=100000
FUZZ_OPTIONS=()

# Every GoogleTest runs with the sanitizers of addresses and undefined behaviour, which see what a release build hides; that
# one is what the tests in Python run on. The sanitizer of threads has nothing to see in a test without any, and takes those
# that are labelled so. Benchmarks need only compile here.
test_core() {
  step "Build of the core's tests (asan-ubsan)" core_build asan-ubsan
  # The fuzz targets replay their corpora themselves.
  run_ctest asan-ubsan --exclude-regex '_replay$'
  step "Build of the core's tests with threads (tsan)" core_build tsan --target thread_tests
  run_ctest tsan --label-regex '^threads$'
  step "Build of the core's benchmarks" core_build release --target benchmarks
}

# run_ctest PRESET [OPTION...]
run_ctest() {
  local preset=$1
  shift
  ctest --test-dir "$CORE_BUILDS/$preset" --output-on-failure --parallel 2 --no-tests=error "$@"
}

run_pytest() { "$PYTHON" -m pytest --durations=10 "$@"; }

# Two files at a time: they share nothing but what they only read.
test_python() { run_pytest --numprocesses=2 --dist=loadfile tests/bindings tests/codebase tests/contract; }
# Beside the addon's own tests a part of Odoo's; all that could be touched take a quarter of an hour (CONTRIBUTING.md).
test_odoo() {
  "$PYTHON" -m tools.odoo_tests
  "$PYTHON" -m tools.odoo_tests --beside sale_mrp product_expiry --tags crossdock_kits,crossdock_expiry
  setup_template_database
  "$PYTHON" -m tools.odoo_own_tests sale_stock
}
# Two files at a time: each has databases, servers and simulators of its own.
test_end_to_end() {
  setup_template_database
  run_pytest --numprocesses=2 --dist=loadfile tests/faults tests/end_to_end
}
test_lint() { run_lint; }
test_fuzz() {
  FUZZ_OPTIONS=(-seed=1)
  run_fuzzers --runs "$FUZZ_RUNS"
}

# run_parts FAILED PART...: one after another. Each is a ./dev of its own, so that an error ends the part and the next one
# still runs; the file FAILED gets the names of those that did.
run_parts() {
  local failed=$1 part
  shift
  for part in "$@"; do
    say "test $part: starts"
    if "$ROOT/dev" test-part "$part" 2>&1 | sed -u "s/^/$part | /"; then
      say "test $part: passed"
    else
      printf '%s ' "$part" >>"$failed"
      say "test $part: FAILED"
    fi
  done
}

# What compiles takes the time that the tests on Odoo, which use little more than one core, leave over, and no more than that;
# the tests end to end have deadlines of their own and run when the compilers are done.
run_tests() {
  local part failed compiling=() others=() last=()
  [ $# -gt 0 ] || set -- "${TEST_PARTS[@]}"
  for part in "$@"; do
    [[ " ${TEST_PARTS[*]} " == *" $part "* ]] || fail "there is no part $part; the parts are: ${TEST_PARTS[*]}"
    if [[ " ${COMPILING_PARTS[*]} " == *" $part "* ]]; then
      compiling+=("$part")
    elif [ "$part" = end_to_end ]; then
      last+=("$part")
    else
      others+=("$part")
    fi
  done
  setup_all
  failed="$LOGS/failed-parts"
  : >"$failed"
  (
    renice -n 10 -p "$BASHPID" >/dev/null
    run_parts "$failed" "${compiling[@]}"
  ) &
  run_parts "$failed" "${others[@]}"
  wait $!
  run_parts "$failed" "${last[@]}"
  [ ! -s "$failed" ] || fail "failed: $(cat "$failed")"
  say "all passed: $*"
}

# Every benchmark starts what it needs and prints its own line; a figure short of its bar fails.
run_benchmarks() {
  local script name failed=() found=0
  # The drawing alone, from the results that are kept.
  if [ "$*" = chart ]; then
    locked venv setup_venv
    "$PYTHON" -m bench._chart
    return
  fi
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
  [ "$found" -eq 1 ] || fail "no such benchmark; there are: $(cd bench && echo [!_]*.py)"
  "$PYTHON" -m bench._chart
  [ "${#failed[@]}" -eq 0 ] || fail "short or broken: ${failed[*]}"
}

# fuzz_target PROGRAM LIMIT...: from the seeds beside its source and from what earlier runs added to them, in the cache.
fuzz_target() {
  local program=$1 name corpus log seeds
  shift
  name=$(basename "$program")
  corpus="$CACHE/fuzz/$name"
  log="$LOGS/$name.log"
  seeds="$(dirname "$(find cpp -name "$name.cc")")/corpus"
  [ -d "$seeds" ] || fail "$name has no seeds in $seeds"
  mkdir -p "$corpus"
  if ! "$program" "$@" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$CACHE/fuzz/$name-" "$corpus" "$seeds" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    fail "$name found something; the input lies in $CACHE/fuzz, the whole log is $log"
  fi
  say "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs"
}

# Fuzzes two targets at a time, so many seconds or runs each.
run_fuzzers() {
  local limit=(-max_total_time=60) program programs broken=0
  if [ "${1:-}" = --runs ]; then
    [[ "${2:-}" =~ ^[0-9]+$ ]] || fail "--runs wants a number of runs"
    limit=(-runs="$2")
    shift 2
  elif [[ "${1:-}" =~ ^[0-9]+$ ]]; then
    limit=(-max_total_time="$1")
    shift
  fi
  locked system setup_system
  step "Build of the fuzz targets" core_build fuzz --target fuzzers
  mapfile -t programs < <(find "$CORE_BUILDS/fuzz" -type f -name 'fuzz_*' -executable | sort)
  [ "${#programs[@]}" -gt 0 ] || fail "the build made no fuzz target"
  for program in "${programs[@]}"; do
    [ "$(jobs -rp | wc -l)" -lt 2 ] || wait -n || broken=1
    (fuzz_target "$program" "${limit[@]}" "${FUZZ_OPTIONS[@]}") &
  done
  while [ -n "$(jobs -p)" ]; do wait -n || broken=1; done
  [ "$broken" -eq 0 ] || fail "a fuzz target found something"
}
