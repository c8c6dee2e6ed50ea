# CPack runs this when the package is made.
foreach(package ${CPACK_PACKAGE_FILES})
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/same-modes ${package} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
