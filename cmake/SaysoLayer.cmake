# sayso_layer(NAME USES layer... SOURCES file... [LINK target...] [TESTS file...])
#
# A static library sayso_NAME of one folder of src/, which may include headers of the folders in USES
# and of include/sayso. Unit tests stand beside the code and become one program, NAME_test.

function(sayso_layer name)
  cmake_parse_arguments(ARG "" "" "USES;SOURCES;LINK;TESTS" ${ARGN})
  add_library(sayso_${name} STATIC ${ARG_SOURCES})
  target_include_directories(sayso_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(sayso_${name} PUBLIC ${ARG_LINK} PRIVATE sayso_options)
  foreach(layer ${ARG_USES})
    target_link_libraries(sayso_${name} PUBLIC sayso_${layer})
  endforeach()
  if(SAYSO_TESTS AND ARG_TESTS)
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE sayso_${name} sayso_options GTest::gtest GTest::gtest_main)
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()
