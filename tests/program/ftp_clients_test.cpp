// Real FTP clients, each with a script of its own: tests/clients/ftp_*.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/program/program.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/clients")) {
    if (entry.path().filename().string().starts_with("ftp_")) found.push_back(entry.path().filename());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class FtpClients : public testing::TestWithParam<fs::path> {};

TEST_P(FtpClients, all_is_well) {
  OrdinaryUser user;
  const auto interpreter = QString::fromUtf8(GetParam().extension() == ".py" ? "python3" : "sh");
  const auto script = QStringLiteral("../app/clients/") + QString::fromStdString(GetParam().string());
  const auto ran = user.run({QStringLiteral("shell"), QStringLiteral("--"), interpreter, script}, 100'000);
  EXPECT_EQ(ran.status, 0) << ran.out.toStdString() << ran.err.toStdString();
  EXPECT_TRUE(ran.out.trimmed().endsWith(QStringLiteral("all well"))) << ran.out.toStdString() << ran.err.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Ftp, FtpClients, testing::ValuesIn(scripts()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace cleartext
