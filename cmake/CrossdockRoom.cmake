# crossdock_add_room(NAME <room> SOURCES <file>... [USES <target>...] [USES_INSIDE <target>...])
#
# One static library crossdock_<room> with the alias crossdock::<room>. USES are targets its headers include;
# USES_INSIDE are targets that only its sources include.

function(crossdock_add_room)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME" "SOURCES;USES;USES_INSIDE")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_NAME OR NOT ARG_SOURCES)
    message(FATAL_ERROR "crossdock_add_room: NAME and SOURCES are needed, unknown: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  add_library(crossdock_${ARG_NAME} STATIC ${ARG_SOURCES})
  add_library(crossdock::${ARG_NAME} ALIAS crossdock_${ARG_NAME})
  target_link_libraries(
    crossdock_${ARG_NAME}
    PUBLIC crossdock::options ${ARG_USES}
    PRIVATE crossdock::warnings ${ARG_USES_INSIDE})
endfunction()
