// Real clients against the servers of a lab of the test's own, in the private network of an ordinary user. Each has a
// script in tests/clients/, which finds the lab's mail and files in the folder that LAB_DATA names.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/program/program.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/clients")) {
    const auto& file = entry.path();
    const bool is_script = file.extension() == ".sh" || file.extension() == ".py";
    if (is_script && file.filename() != "greet.py") found.push_back(file.filename());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// "# serve: --disk-quota 1000000" says which lab a script wants.
QStringList wanted_by(const fs::path& script) {
  std::ifstream text(fs::path(SOURCE_DIR "/tests/clients") / script);
  const std::string mark = "# serve: ";
  for (std::string line; std::getline(text, line);)
    if (line.starts_with(mark)) return QString::fromStdString(line.substr(mark.size())).split(QLatin1Char(' '));
  return {};
}

class Clients : public testing::TestWithParam<fs::path> {};

TEST_P(Clients, all_is_well) {
  OrdinaryUser user;
  const auto data = user.path(QStringLiteral("data"));
  qputenv("LAB_DATA", data.toUtf8());
  const QStringList serve{QStringLiteral("serve"), QStringLiteral("--network"), QStringLiteral("private"), QStringLiteral("--data"), data};
  const auto lab = user.start(serve + wanted_by(GetParam()));
  QString said;
  while (!said.contains(QStringLiteral("ready\n")) && lab->waitForReadyRead(20000)) said += QString::fromUtf8(lab->readAllStandardOutput());
  const auto interpreter = QString::fromUtf8(GetParam().extension() == ".py" ? "python3" : "sh");
  const auto script = QStringLiteral("../app/clients/") + QString::fromStdString(GetParam().string());
  const auto ran = user.run({QStringLiteral("shell"), QStringLiteral("--"), interpreter, script}, 100'000);
  EXPECT_EQ(ran.status, 0) << ran.out.toStdString() << ran.err.toStdString();
  EXPECT_TRUE(ran.out.trimmed().endsWith(QStringLiteral("all well"))) << ran.out.toStdString() << ran.err.toStdString();
  lab->terminate();
  const auto ended = OrdinaryUser::finish(*lab);
  EXPECT_EQ(ended.status, 0) << ended.err.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Real, Clients, testing::ValuesIn(scripts()), [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace cleartext
