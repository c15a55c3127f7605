# The flags every target of the project is compiled with.
#
# crossdock_warnings   warnings, all of them errors; linked by every target, never by a dependency.
# crossdock_options    what decides the meaning of the code: include root, floating point, sanitizers.

add_library(crossdock_warnings INTERFACE)
add_library(crossdock::warnings ALIAS crossdock_warnings)
target_compile_options(
  crossdock_warnings
  INTERFACE -Wall
            -Wextra
            -Werror
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-qual)
# g++ 12 sees an overlap that cannot be in every `"text" + std::string` that it inlines (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(crossdock_warnings INTERFACE -Wno-restrict)
endif()

add_library(crossdock_options INTERFACE)
add_library(crossdock::options ALIAS crossdock_options)
target_include_directories(crossdock_options INTERFACE "${PROJECT_SOURCE_DIR}/cpp")
# Odoo computes in doubles without fused multiply-add and with libm's own pow; a compiler that contracts
# or replaces them gives other last bits.
target_compile_options(crossdock_options INTERFACE -ffp-contract=off -fno-builtin-pow)

if(CROSSDOCK_SANITIZE)
  string(REPLACE ";" "," _sanitizers "${CROSSDOCK_SANITIZE}")
  target_compile_options(crossdock_options INTERFACE -fsanitize=${_sanitizers} -fno-omit-frame-pointer
                                                     -fno-sanitize-recover=all)
  target_link_options(crossdock_options INTERFACE -fsanitize=${_sanitizers})
  if("undefined" IN_LIST CROSSDOCK_SANITIZE)
    # The vptr check needs type information across shared objects, which hidden visibility takes away.
    target_compile_options(crossdock_options INTERFACE -fno-sanitize=vptr)
  endif()
endif()
