// The curl lines that the program offers do what they say, each in a shell inside the lab.
#include <gtest/gtest.h>

#include <QFile>
#include <map>

#include "servers/wire/client_settings.h"
#include "tests/program/program.h"

namespace cleartext {
namespace {

using Does = wire::CurlLine::Does;

// What each kind of line shows on its standard output.
const std::map<Does, std::string> shows{{Does::sends, ""},
                                        {Does::lists_letters, "1"},
                                        {Does::fetches, "Crepes tonight?"},
                                        {Does::lists_folders, "INBOX"},
                                        {Does::lists_files, "welcome.txt"},
                                        {Does::gets, "Welcome"},
                                        {Does::puts, ""}};

TEST(CurlLines, do_what_they_say) {
  const wire::Account& alice = wire::accounts().front();
  auto lines = wire::curl_lines(alice, wire::NetworkMode::private_network, "");
  std::stable_partition(lines.begin(), lines.end(), [](const auto& each) { return each.does == Does::sends; });
  std::string script = "set -eu\nfail() { echo \"failed: $1\"; cat shown; exit 1; }\n";
  for (const auto& each : lines) {
    script += "(" + each.line + ") > shown 2>&1 || fail \"" + std::string(wire::name(each.service)) + "\"\n";
    if (!shows.at(each.does).empty())
      script += "grep -q '" + shows.at(each.does) + "' shown || fail \"" + std::string(wire::name(each.service)) + " shows\"\n";
  }
  script += "echo " + std::to_string(lines.size()) + " lines\n";
  OrdinaryUser user;
  QFile file(user.path(QStringLiteral("lines.sh")));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write(script.c_str()) > 0 &&
              file.setPermissions(QFileDevice::ReadOther | QFileDevice::ReadOwner));
  file.close();
  const auto ran = user.run({QStringLiteral("shell"), QStringLiteral("--network"), QStringLiteral("private"), QStringLiteral("--"),
                             QStringLiteral("sh"), file.fileName()},
                            60'000);
  EXPECT_EQ(ran.status, 0) << script << ran.out.toStdString() << ran.err.toStdString();
  EXPECT_TRUE(ran.out.endsWith(QStringLiteral("28 lines\n"))) << ran.out.toStdString();
}

}  // namespace
}  // namespace cleartext
