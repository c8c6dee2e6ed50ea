# What makes a mistake in memory end the program instead of serving whoever sent the bytes: in every release build, packaged
# or built where it runs. tests/program/hardening_test.cpp looks for each in the programs. Sanitizer builds have more than this.
set(CLEARTEXT_HARDENED OFF)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(CLEARTEXT_HARDENED ON)
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_compile_options(-fcf-protection)
  endif()
  add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie> -Wl,-z,relro,-z,now)  # code is made for it by default
endif()
