// Where sockets, names, addresses and Linux may live, how long a file may be, and how it opens.
#include <gtest/gtest.h>
#include <algorithm>

#include "tests/architecture/source_tree.h"

namespace cleartext::architecture {
namespace {

constexpr std::size_t longest_file = 400;

// Fails wherever the pattern occurs in code outside the folders where it belongs.
void forbid(const std::string& pattern, const std::vector<std::string>& homes, const std::string& why) {
  for (const Source& source : sources()) {
    if (std::any_of(homes.begin(), homes.end(), [&](const std::string& home) { return is_in(source, home); })) continue;
    each_match(source.code, pattern, [&](std::size_t line, const std::string& match) {
      ADD_FAILURE() << source.path << ":" << line << ": " << match << ": " << why;
    });
  }
}

TEST(Manners, comments_are_told_from_strings) {
  EXPECT_EQ(without_comments("a // b\nc"), "a     \nc");
  EXPECT_EQ(without_comments("\"http://x\" /* y */ z"), "\"http://x\"         z");
  EXPECT_EQ(without_comments("1'000 // x"), "1'000     ");
  EXPECT_EQ(without_comments("R\"(// kept)\" // gone"), "R\"(// kept)\"        ");
  EXPECT_EQ(without_comments("'\"' // gone"), "'\"'        ");
}

// servers/network needs one to speak to the interface, and one to try whether it may capture; neither sends. A live capture
// sets an option of libpcap's own.
TEST(Manners, sockets_live_in_servers_host) {
  forbid("<sys/socket\\.h>|\\bQ(Tcp|Udp|Ssl|Local)(Socket|Server)\\b|\\bQAbstractSocket\\b|::socket\\(",
         {"servers/host", "servers/network", "engine/capture/live_source.cpp"}, "sockets live in servers/host");
}

// Behind the guard (servers/host/allowed.cpp); servers/network tries in a network of its own what the kernel allows. SFTP's
// client hands libssh a socket that the host has connected. The control port is a file, not an address, and for its user alone.
TEST(Manners, what_binds_or_connects_stands_in_one_file) {
  forbid(
      "(^|[^A-Za-z0-9_])::(bind|connect|listen|accept4?|sendto|sendmsg|socketpair)\\(|\\bssh_(connect|bind_listen|bind_accept)\\(|\\bBIO_("
      "new|do)_(connect|accept)|"
      "\\bpcap_open\\(|\\bio_uring",
      {"servers/host/socket.cpp", "servers/host/control_port.cpp", "servers/host/control_ask.cpp", "servers/network",
       "servers/sftp/client.cpp"},
      "only servers/host/socket.cpp binds and connects");
}

// A kill at any moment leaves the file of before: QSaveFile writes beside and renames. Two write whole folders that are new, one
// renames by itself, and the letters' store has its own way, with fsync.
TEST(Manners, what_people_made_is_written_whole) {
  forbid("\\bofstream\\b|\\bfopen\\(|\\bQFile [a-z_]+\\([^;]*;\\s*[a-z_.!(]*open\\([^)]*WriteOnly",
         {"engine/grading/bundle.cpp", "engine/lesson/lesson_folders.cpp", "engine/crash/readable.cpp"}, "use QSaveFile");
}

TEST(Manners, secrets_are_compared_in_constant_time) {
  const std::string secret = "\\b\\w*(password|secret|token|digest)\\w*(\\(\\))?";
  forbid(secret + "\\s*[!=]=(?!\\s*(nullptr|std::))|[!=]=\\s*[\\w.>-]*" + secret, {"servers/actors", "engine", "gui"}, "use same_secret()");
}

// Qt's look-up threads live outside the lab, so a name would leave the private network.
TEST(Manners, nothing_asks_a_resolver) {
  forbid("\\bQHostInfo\\b|\\bQDnsLookup\\b|\\bQNetworkAccessManager\\b|\\bgetaddrinfo\\b|\\bgethostby[a-z]+", {},
         "names come from the one table");
}

TEST(Manners, nothing_connects_by_name) {
  forbid("connectToHost(Encrypted)?\\((?!\\s*QHostAddress)", {}, "connect to a QHostAddress, spelled out in the call");
}

TEST(Manners, addresses_live_in_the_one_table) {
  forbid("\\b127\\.[0-9]+|\\b0x7[fF][0-9a-fA-F]{6}\\b|\\bINADDR_LOOPBACK\\b|QHostAddress::LocalHost\\b", {"servers/wire"},
         "addresses live in servers/wire/hosts.cpp");
}

TEST(Manners, ports_live_in_the_one_table) {
  forbid("\\b(20(21|22|25|80)|2110|2143|2587|2465|2990|2993|2995|9100|11100)\\b", {"servers/wire"}, "ports live in servers/wire");
}

// A program finds itself by /proc/self/exe before Qt is up; that one path is tolerated everywhere. Waiting for thousands of
// sockets differs from system to system, too; it has one file.
TEST(Manners, only_two_rooms_know_that_this_is_linux) {
  forbid(
      "<linux/[a-z_/]+\\.h>|<sched\\.h>|<sys/(prctl|mount|epoll|inotify|syscall|signalfd)\\.h>|\"/proc/"
      "(?!self/exe)",
      {"servers/network", "engine/capture", "servers/host/poller.cpp"}, "only servers/network and engine/capture may know Linux");
}

TEST(Manners, people_read_qstring_only_above_the_servers_sessions) {
  for (const char* room : {"servers/wire", "servers/mime", "servers/smtp", "servers/pop3", "servers/imap", "servers/http", "servers/ftp",
                           "servers/store", "servers/network"})
    for (const Source& source : sources())
      if (is_in(source, room))
        each_match(source.code, "\\bQ[A-Z][a-z]+", [&](std::size_t line, const std::string& match) {
          ADD_FAILURE() << source.path << ":" << line << ": " << match << " in a room without Qt";
        });
}

TEST(Manners, no_file_is_longer_than_400_lines) {
  const auto all = files_in({"servers", "engine", "gui", "tests", "cmake"}, {".cpp", ".h", ".py", ".sh", ".txt", ".cmake"});
  for (const Source& source : all) EXPECT_LE(lines_of(source.text).size(), longest_file) << source.path;
  EXPECT_LE(lines_of(read_file("cleartext")).size(), longest_file) << "the launcher";
}

// A .cpp may leave the law to the header that it implements.
TEST(Manners, every_file_opens_with_its_law) {
  for (const Source& source : sources()) {
    if (source.text.starts_with("//")) continue;
    std::string header = source.path;
    if (header.ends_with(".cpp")) header.replace(header.size() - 4, 4, ".h");
    EXPECT_TRUE(header != source.path && read_file(header).starts_with("//")) << source.path;
  }
}

TEST(Manners, nothing_is_left_for_later) {
  const std::string words = std::string("\\bTO") + "DO\\b|\\bFIX" + "ME\\b|\\bXX" + "X\\b|\\bHA" + "CK\\b|\\bTB" + "D\\b";
  for (const Source& source : files_in({"servers", "engine", "gui", "tests", "cmake", "lessons", "assets"},
                                       {".cpp", ".h", ".py", ".sh", ".txt", ".cmake", ".md", ".yaml"}))
    each_match(source.text, words,
               [&](std::size_t line, const std::string& match) { ADD_FAILURE() << source.path << ":" << line << ": " << match; });
}

TEST(Manners, every_room_has_a_page_about_itself) {
  for (const Source& file : files_in({"servers", "engine", "gui"}, {"CMakeLists.txt"})) {
    const std::string page = file.path.substr(0, file.path.rfind('/')) + "/README.md";
    const bool is_room = std::count(page.begin(), page.end(), '/') == 2;
    EXPECT_TRUE(!is_room || !read_file(page).empty()) << page;
  }
}

}  // namespace
}  // namespace cleartext::architecture
