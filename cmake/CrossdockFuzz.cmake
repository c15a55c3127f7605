# crossdock_add_fuzzer(NAME <name> SOURCES <file>... CORPUS <folder> [DEPENDS <target>...])
#
# With CROSSDOCK_FUZZ: a libFuzzer executable <name>, for clang with CROSSDOCK_SANITIZE holding fuzzer-no-link, and the
# target `fuzzers` that builds all of them. With the tests: <name>_replay, any compiler, which runs the target over the
# corpus and prefixes of each of its files. Targets of one room may share a corpus.

option(CROSSDOCK_FUZZ "Build the libFuzzer executables (clang only)" OFF)
if(CROSSDOCK_FUZZ)
  add_custom_target(fuzzers)
endif()

function(crossdock_add_fuzzer)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME;CORPUS" "SOURCES;DEPENDS")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_NAME OR NOT ARG_SOURCES OR NOT ARG_CORPUS)
    message(FATAL_ERROR "crossdock_add_fuzzer: NAME, SOURCES and CORPUS are needed: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(CROSSDOCK_FUZZ)
    add_executable(${ARG_NAME} ${ARG_SOURCES})
    target_link_libraries(${ARG_NAME} PRIVATE crossdock::warnings crossdock::options ${ARG_DEPENDS})
    target_link_options(${ARG_NAME} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${ARG_NAME})
  endif()
  if(CROSSDOCK_BUILD_TESTS)
    add_executable(${ARG_NAME}_replay ${ARG_SOURCES} "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/fuzz_replay.cc")
    target_link_libraries(${ARG_NAME}_replay PRIVATE crossdock::warnings crossdock::options ${ARG_DEPENDS})
    add_test(NAME ${ARG_NAME}_replay COMMAND ${ARG_NAME}_replay "${CMAKE_CURRENT_SOURCE_DIR}/${ARG_CORPUS}")
  endif()
endfunction()
