// A disk that takes nothing more: what is there is not said to be missing.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/servers/imap/room.h"
#include "tests/transcripts/replay.h"

namespace cleartext::imap {
namespace {

// No file of this process grows any more (setrlimit(2)): as a full disk, without filling one.
class NothingIsWritten {
 public:
  NothingIsWritten() : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~NothingIsWritten() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }
  NothingIsWritten(const NothingIsWritten&) = delete;
  NothingIsWritten& operator=(const NothingIsWritten&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST(ImapDisk, that_takes_nothing_more_is_said_to_be_full_and_no_folder_to_be_missing) {
  BobsRoom room;
  transcripts::Player player(make_session({"mail.hamburger.edu", "<1@mail.hamburger.edu>", true}, room));
  (void)player.greet();
  const auto say = [&](const std::string& line) { return player.say(line + "\r\n"); };
  for (const auto* line : {"a LOGIN bob hungry", "a CREATE Extra", "a SELECT INBOX"})
    ASSERT_NE(say(line).find("a OK"), std::string::npos) << line;
  const NothingIsWritten full;
  const std::string refused = "NO [UNAVAILABLE] The disk did not take it\r\n";
  EXPECT_EQ(say("b COPY 1 Extra"), "b " + refused);
  EXPECT_EQ(say("c STORE 1 +FLAGS (new)"), "c " + refused);
  EXPECT_EQ(say("d STATUS Extra (MESSAGES)"), "d " + refused);
  EXPECT_EQ(say("e SELECT Extra"), "e " + refused);
  EXPECT_EQ(say("f SELECT Nowhere"), "f NO [NONEXISTENT] There is no folder Nowhere\r\n");
}

}  // namespace
}  // namespace cleartext::imap
