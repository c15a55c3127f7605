# crossdock_add_benchmark(NAME <name> SOURCES <file>... [DEPENDS <target>...])
#
# A Google Benchmark executable, one of the target `benchmarks`. Does nothing unless CROSSDOCK_BUILD_BENCHMARKS is on, so
# that a room declares its benchmarks beside its sources and pip's build needs no Google Benchmark.

if(CROSSDOCK_BUILD_BENCHMARKS)
  add_custom_target(benchmarks)
endif()

function(crossdock_add_benchmark)
  if(NOT CROSSDOCK_BUILD_BENCHMARKS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME" "SOURCES;DEPENDS")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_NAME OR NOT ARG_SOURCES)
    message(FATAL_ERROR "crossdock_add_benchmark: NAME and SOURCES are needed, unknown: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  add_executable(${ARG_NAME} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE crossdock::warnings crossdock::options ${ARG_DEPENDS} benchmark::benchmark
                                            benchmark::benchmark_main)
  add_dependencies(benchmarks ${ARG_NAME})
endfunction()
