# crossdock_add_test(NAME <name> SOURCES <file>... [DEPENDS <target>...] [THREADS])
#
# A GoogleTest executable, registered with CTest. Does nothing unless CROSSDOCK_BUILD_TESTS is on, so that
# a room declares its tests beside its sources and pip's build needs no GoogleTest.
#
# THREADS says that it does something in several threads at once: it has the label `threads` then and is built by the
# target `thread_tests`, which is all that the thread sanitizer need see.

if(CROSSDOCK_BUILD_TESTS)
  add_custom_target(thread_tests)
endif()

function(crossdock_add_test)
  if(NOT CROSSDOCK_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 0 ARG "THREADS" "NAME" "SOURCES;DEPENDS")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_NAME OR NOT ARG_SOURCES)
    message(FATAL_ERROR "crossdock_add_test: NAME and SOURCES are needed, unknown: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE crossdock::warnings crossdock::options ${ARG_DEPENDS} GTest::gmock
                                            GTest::gtest GTest::gtest_main)
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME} --gtest_brief=1)
  if(ARG_THREADS)
    set_tests_properties(${ARG_NAME} PROPERTIES LABELS threads)
    add_dependencies(thread_tests ${ARG_NAME})
  endif()
endfunction()
