// In a lab that keeps its files, "226" means that the disk has them; commands that came meanwhile find them.
#include "tests/servers/ftp/player.h"

namespace cleartext::ftp {
namespace {

TEST(FtpKeeping, the_226_waits_for_the_disk_and_what_follows_waits_for_the_226) {
  Site site;
  store::FileTree kept{site.folder, store::Keep::for_good};
  auto session = make_session(Site::settings(), site.accounts, kept);
  session->receive("USER bob\r\nPASS hungry\r\nTYPE I\r\nPASV\r\n");
  session->data_listening({0x7f000215, 50000});
  session->data_connected();
  session->receive("STOR new\r\nSIZE new\r\n");
  session->data_received("twelve bytes");
  EXPECT_FALSE(std::filesystem::exists(site.folder / "new"));
  const auto output = session->data_finished();
  EXPECT_EQ(output.bytes, "");
  ASSERT_FALSE(output.effects.empty());
  const auto* after = std::get_if<wire::SayAfter>(&output.effects.back());
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(session->receive("ABOR\r\n").bytes, "") << "it is too late for that";
  after->work->run();
  EXPECT_TRUE(std::filesystem::exists(site.folder / "new"));
  EXPECT_EQ(after->work->answer(), "226 Transfer complete\r\n");
  EXPECT_EQ(session->worked().bytes, "213 12\r\n226 Nothing is running now\r\n");
}

TEST(FtpKeeping, a_client_that_goes_meanwhile_leaves_a_whole_file) {
  Site site;
  store::FileTree kept{site.folder, store::Keep::for_good};
  auto session = make_session(Site::settings(), site.accounts, kept);
  session->receive("USER bob\r\nPASS hungry\r\nTYPE I\r\nPASV\r\n");
  session->data_listening({0x7f000215, 50000});
  session->data_connected();
  session->receive("STOR new\r\n");
  session->data_received("whole");
  const auto output = session->data_finished();
  session->closed();
  session.reset();
  const auto work = std::get<wire::SayAfter>(output.effects.back()).work;
  work->run();
  EXPECT_EQ(std::filesystem::file_size(site.folder / "new"), 5u);
}

}  // namespace
}  // namespace cleartext::ftp
