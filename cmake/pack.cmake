# How CPack makes the .deb. Nothing of the machine that makes it is in it: no times, no umask, no paths. A test packs two files
# with these lines, under two umasks (tests/packaging/package_test.sh).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cleartext)
set(CPACK_PACKAGE_VERSION ${CLEARTEXT_VERSION})
set(CPACK_PACKAGE_CONTACT "Cleartext contributors <cleartext@cleartext.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see what e-mail and file transfer say on the wire")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Cleartext runs real SMTP, POP3, IMAP, HTTP, FTP and SFTP servers for two mail
domains in a private network inside the program, plays Alice sending Bob a
message step by step, and shows every command, reply, letter and password as
it crosses the wire, from a live capture.
.
It comes with lessons for a class, tasks that grade themselves from each
student's own capture, and a reader for capture files from elsewhere.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, fonts-jetbrains-mono, qt6-wayland, qt6-translations-l10n, inetutils-telnet | telnet")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "wireshark, curl, swaks, lftp")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/debian/postinst ${packaging}/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${packaging}/debian/after-install.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${packaging}/debian/after-pack.cmake)
file(WRITE ${PROJECT_BINARY_DIR}/made/epoch.cmake "set(ENV{SOURCE_DATE_EPOCH} ${CLEARTEXT_COMMIT_TIME})\n")  # the times in the archive
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_BINARY_DIR}/made/epoch.cmake)
include(CPack)
