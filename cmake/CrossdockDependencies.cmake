# Every package from outside, found once and used through one imported target each.
#
# simdjson comes through its CMake target alone: SIMDJSON_THREADS_ENABLED is a definition of that target,
# and a second way of compiling the header would break the one-definition rule.

find_package(simdjson REQUIRED)
find_package(absl REQUIRED)
find_package(CURL 7.80 REQUIRED)

if(CROSSDOCK_BUILD_TESTS)
  find_package(GTest REQUIRED)
  enable_testing()
endif()

if(CROSSDOCK_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()

if(CROSSDOCK_BUILD_BINDINGS)
  find_package(Python 3.10 REQUIRED COMPONENTS Interpreter Development.Module)
  # A pybind11 installed with pip says itself where its CMake files are; the distribution's is on CMake's path.
  if(NOT pybind11_DIR)
    execute_process(
      COMMAND "${Python_EXECUTABLE}" -m pybind11 --cmakedir
      OUTPUT_VARIABLE _pybind11_cmake_dir
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
      RESULT_VARIABLE _pybind11_result)
    if(_pybind11_result EQUAL 0)
      set(pybind11_DIR "${_pybind11_cmake_dir}")
    endif()
  endif()
  set(PYBIND11_FINDPYTHON ON)
  find_package(pybind11 2.10 CONFIG REQUIRED)
endif()
