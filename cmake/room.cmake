# One way to make a room: every .cpp of a folder becomes one static library named after the folder
# (servers/smtp -> servers_smtp). DEPENDS are other rooms, LINKS are packages; QT turns moc on. OWN_HEADERS: no common ones are
# compiled in, so that of a room with Qt those files that know no Qt do not load it either.
function(cleartext_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Werror)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")  # part of -Wconversion there, not in GCC
    target_compile_options(${target} PRIVATE -Wno-sign-conversion)
  endif()
  # GCC 12 takes assigning or inserting a literal into a std::string for an overlapping or endless copy (GCC bug
  # 105329), and more so where std::string comes from a precompiled header.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
      -Wno-array-bounds)
  endif()
  # Under a sanitizer GCC sees through std::regex and std::function and guesses wrong (GCC bug 105562).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_FLAGS MATCHES "fsanitize")
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-mismatched-new-delete)
  endif()
endfunction()

function(cleartext_room)
  cmake_parse_arguments(ROOM "QT;OWN_HEADERS" "" "DEPENDS;LINKS" ${ARGN})
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" name ${path})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  if(NOT sources MATCHES "\\.cpp")
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/headers_only.cpp "namespace {}\n")
    list(APPEND sources ${CMAKE_CURRENT_BINARY_DIR}/headers_only.cpp)
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC fmt::fmt tl::expected ${ROOM_DEPENDS} ${ROOM_LINKS})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(ROOM_QT)
    target_link_libraries(${name} PUBLIC Qt6::Core)
    target_compile_definitions(${name} PUBLIC QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
  endif()
  cleartext_warnings(${name})
  if(NOT ROOM_OWN_HEADERS)
    cleartext_common_headers(${name} "${ROOM_QT}" "")
  endif()
endfunction()

# One test program a room: tests/servers/smtp -> test_servers_smtp, linked with the rooms named.
function(cleartext_tests)
  cmake_parse_arguments(T "QT" "" "ROOMS;LINKS" ${ARGN})
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" name ${path})
  set(name test_${name})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_executable(${name} ${sources})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  # Tests run in the checkout, and name its files from there: so the compiler's cache serves every clone.
  file(RELATIVE_PATH program ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/cleartext)
  target_compile_definitions(${name} PRIVATE SOURCE_DIR="." PROGRAM="${program}")
  target_link_libraries(${name} PRIVATE fmt::fmt tl::expected ${T_ROOMS} ${T_LINKS} GTest::gtest GTest::gmock)
  if(T_QT)
    target_link_libraries(${name} PRIVATE Qt6::Core)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
  else()
    target_link_libraries(${name} PRIVATE GTest::gtest_main)
  endif()
  cleartext_warnings(${name})
  cleartext_common_headers(${name} "${T_QT}" tests_)
  string(REGEX REPLACE "/.*" "" house ${path})  # engine, servers, gui, ...
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES LABELS ${house} TIMEOUT 120 ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()
