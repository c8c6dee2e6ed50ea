# What a package holds. `cmake --workflow --preset package` leaves a .deb in build-package/; of the same build
# `assets/packaging/make-archive build-package FILE.tar.gz` makes an archive. Two builds of one commit, each in a clone of its own
# and under an umask of its own, are the same, byte by byte: assets/packaging/build-it-twice tries it.
include(GNUInstallDirs)
set(packaging ${PROJECT_SOURCE_DIR}/assets/packaging)
set(share ${CMAKE_INSTALL_DATADIR})

install(TARGETS cleartext cleartext-lab cleartext-grader RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY lessons/ DESTINATION ${share}/cleartext/lessons PATTERN "spelling.*.txt" EXCLUDE)
install(FILES ${packaging}/apparmor/cleartext DESTINATION ${share}/cleartext/apparmor)
install(FILES ${packaging}/desktop/org.cleartextlab.Cleartext.desktop DESTINATION ${share}/applications)
install(FILES ${packaging}/desktop/org.cleartextlab.Cleartext.metainfo.xml DESTINATION ${share}/metainfo)
install(FILES ${packaging}/desktop/cleartext.xml DESTINATION ${share}/mime/packages)
install(FILES ${packaging}/desktop/cleartext.svg DESTINATION ${share}/icons/hicolor/scalable/apps)
install(FILES ${packaging}/completion/cleartext.bash DESTINATION ${share}/bash-completion/completions RENAME cleartext)
install(FILES ${packaging}/completion/_cleartext DESTINATION ${share}/zsh/vendor-completions)
install(FILES ${packaging}/completion/cleartext.fish DESTINATION ${share}/fish/vendor_completions.d)

if(NOT CLEARTEXT_PACKAGE)
  return()
endif()

# Pictures of the icon, and the manual pages, are made from what is there: the drawing, and what --help says.
find_program(HELP2MAN help2man REQUIRED)
find_program(RSVG rsvg-convert REQUIRED)
find_program(GZIP gzip REQUIRED)
set(made)
foreach(size 16 22 24 32 48 64 128 256 512)
  set(picture ${PROJECT_BINARY_DIR}/made/icon-${size}.png)
  add_custom_command(OUTPUT ${picture} DEPENDS ${packaging}/desktop/cleartext.svg
    COMMAND ${RSVG} -w ${size} -h ${size} ${packaging}/desktop/cleartext.svg -o ${picture})
  list(APPEND made ${picture})
  install(FILES ${picture} DESTINATION ${share}/icons/hicolor/${size}x${size}/apps RENAME cleartext.png)
endforeach()

set(epoch ${CLEARTEXT_COMMIT_TIME})
function(manual_page name help words)
  set(page ${PROJECT_BINARY_DIR}/made/${name}.1)
  add_custom_command(OUTPUT ${page}.gz DEPENDS cleartext ${packaging}/man/include.man
    COMMAND ${CMAKE_COMMAND} -E env SOURCE_DATE_EPOCH=${epoch} LC_ALL=C ${HELP2MAN} --no-info --section=1 --name=${words}
            --version-string=${CLEARTEXT_VERSION} --help-option=${help} --manual=Cleartext --source=Cleartext
            --include=${packaging}/man/include.man --output=${page} $<TARGET_FILE:cleartext>
    COMMAND sh -c "sed -i 's/^cleartext \\\\- /${name} \\\\- /' ${page}"
    COMMAND ${GZIP} -9nf ${page} VERBATIM)
  set(made ${made} ${page}.gz PARENT_SCOPE)
  install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()
manual_page(cleartext "--help" "see what e-mail and file transfer say on the wire")
manual_page(cleartext-play "play --help" "play a lesson in the terminal")
manual_page(cleartext-serve "serve --help" "run the lab's servers for your own clients")
manual_page(cleartext-shell "shell --help" "a shell inside the lab's network")
manual_page(cleartext-analyze "analyze --help" "what was said in a capture")
manual_page(cleartext-crack "crack --help" "try a list of words on a capture's digests")
manual_page(cleartext-tour "tour --help" "make pictures of every view of the window")
manual_page(cleartext-manual "manual --help" "write the manual as HTML or PDF")
manual_page(cleartext-fault "fault --help" "break the running lab on purpose, and mend it")
manual_page(cleartext-state "state --help" "what each server of the running lab holds")
manual_page(cleartext-lessons "lessons --help" "list, check and begin lessons")
manual_page(cleartext-grade "grade --help" "judge hand-ins again from their captures")
manual_page(cleartext-doctor "doctor --help" "which network and capture this machine allows")
file(WRITE ${PROJECT_BINARY_DIR}/made/cleartext-lab.1 ".so man1/cleartext.1\n")
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/made/cleartext-lab.1.gz
  COMMAND ${GZIP} -9nkf ${PROJECT_BINARY_DIR}/made/cleartext-lab.1)
list(APPEND made ${PROJECT_BINARY_DIR}/made/cleartext-lab.1.gz)
install(FILES ${PROJECT_BINARY_DIR}/made/cleartext-lab.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/made/cleartext-grade.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME cleartext-grader.1.gz)

# Debian's own papers.
execute_process(COMMAND date -u -R -d @${epoch} OUTPUT_VARIABLE CLEARTEXT_COMMIT_DATE OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(${packaging}/debian/changelog.in ${PROJECT_BINARY_DIR}/made/changelog @ONLY)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/made/changelog.gz DEPENDS ${PROJECT_BINARY_DIR}/made/changelog
  COMMAND ${GZIP} -9nkf ${PROJECT_BINARY_DIR}/made/changelog)
list(APPEND made ${PROJECT_BINARY_DIR}/made/changelog.gz)
install(FILES ${PROJECT_BINARY_DIR}/made/changelog.gz ${packaging}/debian/copyright ${packaging}/README CHANGELOG.md
  DESTINATION ${share}/doc/cleartext)
install(FILES ${packaging}/debian/overrides DESTINATION ${share}/lintian/overrides RENAME cleartext)
add_custom_target(package_papers ALL DEPENDS ${made})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(cmake/pack.cmake)
