# shellcheck shell=bash
# ./dev lint [CHECK...]. Sourced by ./dev.

LINT_CHECKS=(ruff format clang-format clang-tidy pylint stubtest shellcheck)
# Named to run: it takes longer than all the others together.
LINT_ON_DEMAND=(clang-analyzer)

lint_ruff() { "$VENV/bin/ruff" check --quiet .; }
lint_format() { "$VENV/bin/ruff" format --check --output-format concise .; }
lint_clang-format() {
  git ls-files -z -- 'cpp/**.cc' 'cpp/**.h' 'bindings/**.cpp' 'bindings/**.h' 'bench/**.cc' |
    xargs -0 clang-format-14 --dry-run -Werror
}
lint_clang-tidy() {
  core_configure release >/dev/null
  "$PYTHON" -m tools.clang_tidy "$CORE_BUILDS/release"
}
# Over the core alone: it spends minutes on pybind11's templates and cannot see that Python's macros fill their pointers.
lint_clang-analyzer() {
  cmake --preset release -B "$CORE_BUILDS/analyzer" -DCROSSDOCK_BUILD_BINDINGS=OFF >/dev/null
  "$PYTHON" -m tools.clang_tidy "$CORE_BUILDS/analyzer" '-*,clang-analyzer-*,-clang-analyzer-optin.performance.Padding'
}
# missing-readme asks for a README.rst, which OCA makes out of readme/ by robots.
lint_pylint() { "$PYTHON" -m pylint --rcfile=.pylintrc --disable=missing-readme,consider-merging-classes-inherited odoo_addon/*/; }
# In a subshell, since it changes into the folder where the package was built, not that of its sources.
lint_stubtest() (
  local complaints
  cd "$CACHE/core" || return
  # Two things no stub can say: the metaclass of pybind11's classes, and the __init__ that only refuses to construct.
  complaints=$("$PYTHON" -m mypy.stubtest --concise crossdock_core 2>&1 |
    grep -v -E 'is inconsistent, metaclass differs$|__init__ is inconsistent, stub does not have \*args' || true)
  [ -z "$complaints" ] || { printf '%s\n' "$complaints" && return 1; }
)
lint_shellcheck() { shellcheck -x dev tools/*.sh .ci/run; }

# Every check runs, whatever the others found.
run_lint() {
  local check failed=()
  [ $# -gt 0 ] || set -- "${LINT_CHECKS[@]}"
  locked system setup_system
  locked venv setup_venv
  [[ " $* " != *" stubtest "* ]] || locked core setup_core
  for check in "$@"; do
    [[ " ${LINT_CHECKS[*]} ${LINT_ON_DEMAND[*]} " == *" $check "* ]] ||
      fail "there is no check $check; there are: ${LINT_CHECKS[*]} ${LINT_ON_DEMAND[*]}"
    if "lint_$check"; then say "lint $check: clean"; else
      failed+=("$check")
      say "lint $check: FAILED"
    fi
  done
  [ "${#failed[@]}" -eq 0 ] || fail "lint failed: ${failed[*]}"
}
