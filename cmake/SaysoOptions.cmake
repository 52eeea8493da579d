# Compiler settings that all targets share.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(sayso_options INTERFACE)
target_compile_options(sayso_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  # One byte of an export must not depend on whether the compiler fuses a multiplication and an addition.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns falsely of "literal" + std::string at -O3 (its bug 105651, mended in 13).
  target_compile_options(sayso_options INTERFACE -Wno-restrict)
endif()
if(SAYSO_WERROR)
  target_compile_options(sayso_options INTERFACE -Werror)
endif()
if(SAYSO_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(SAYSO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
