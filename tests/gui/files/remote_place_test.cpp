// Addresses as one types them, and the jobs that are made of them.
#include "gui/files/remote_place.h"

#include <gtest/gtest.h>

using namespace cleartext;
using namespace cleartext::gui;

namespace {

RemotePlace taken(const char* address) {
  RemotePlace place;
  EXPECT_EQ(place.take(QString::fromLatin1(address)), QString()) << address;
  return place;
}

const lab::FtpJob ftp(const lab::Job& job) { return std::get<lab::FtpJob>(job); }

}  // namespace

TEST(RemotePlace, an_address_with_everything) {
  const auto place = taken("ftp://bob:hungry@ftp.hamburger.edu:21/recipes/crepes.txt");
  EXPECT_EQ(place.file(), "crepes.txt");
  EXPECT_EQ(place.address(), QStringLiteral("ftp://bob:hungry@ftp.hamburger.edu:21/recipes/"));
  const auto job = ftp(place.job(lab::FtpJob::What::get, {}, place.file()));
  EXPECT_EQ(job.server, "ftp.hamburger.edu:21");
  EXPECT_EQ(job.user, "bob");
  EXPECT_EQ(job.password, "hungry");
  EXPECT_EQ(job.file, "/recipes/crepes.txt");
  EXPECT_EQ(job.actor, "bob");
}

TEST(RemotePlace, a_bare_name_is_an_ftp_server_and_a_guest) {
  const auto place = taken("ftp.hamburger.edu");
  const auto job = ftp(place.job(lab::FtpJob::What::list, {}));
  EXPECT_EQ(job.user, "anonymous");
  EXPECT_EQ(job.file, "");
  EXPECT_EQ(place.address(), QStringLiteral("ftp://ftp.hamburger.edu/"));
}

TEST(RemotePlace, a_name_without_a_password_leaves_it_to_the_lab) {
  EXPECT_EQ(ftp(taken("ftp://bob@ftp.hamburger.edu/").job(lab::FtpJob::What::list, {})).password, "");
}

TEST(RemotePlace, folders_down_and_up) {
  auto place = taken("ftp://bob@ftp.hamburger.edu/");
  EXPECT_TRUE(place.at_top());
  place.enter("a b");
  EXPECT_EQ(place.address(), QStringLiteral("ftp://bob@ftp.hamburger.edu/a%20b/"));
  EXPECT_EQ(ftp(place.job(lab::FtpJob::What::list, {})).file, "/a b");
  EXPECT_EQ(ftp(place.job(lab::FtpJob::What::rename, {}, "x", {}, "y")).new_name, "/a b/y");
  place.go_up();
  place.go_up();
  EXPECT_TRUE(place.at_top());
}

TEST(RemotePlace, sftp_is_another_job) {
  const auto place = taken("sftp://bob@ftp.hamburger.edu/recipes/");
  EXPECT_TRUE(place.is_sftp());
  const auto job = std::get<lab::SftpJob>(place.job(lab::FtpJob::What::put, {}, "new.txt", "words"));
  EXPECT_EQ(job.errand.path, "/recipes/new.txt");
  EXPECT_EQ(job.errand.content, "words");
  EXPECT_EQ(job.person.user, "bob");
}

TEST(RemotePlace, what_is_wrong_is_told_and_the_place_stays) {
  auto place = taken("ftp://bob@ftp.hamburger.edu/recipes/");
  EXPECT_FALSE(place.take(QStringLiteral("ftp://bob@")).isEmpty());
  EXPECT_EQ(place.address(), QStringLiteral("ftp://bob@ftp.hamburger.edu/recipes/"));
}
