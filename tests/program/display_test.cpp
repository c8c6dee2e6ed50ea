// The display goes away while the window is up: the program says so and ends, and leaves nothing behind.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <atomic>
#include <csignal>
#include <thread>

#include "tests/program/program.h"
#include "tests/support/capture_file.h"

namespace cleartext {
namespace {

// A display of its own, which is killed by its process and nothing else.
struct Display {
  QProcess server;
  QString name;

  Display() {
    server.start(QStringLiteral("Xvfb"),
                 {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                  QStringLiteral("1280x900x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp"), QStringLiteral("-ac")});
    while (!server.canReadLine() && server.waitForReadyRead(20'000)) {}
    name = QLatin1Char(':') + QString::fromLatin1(server.readLine()).trimmed();
  }
  ~Display() { kill(); }
  void kill() {
    server.kill();
    server.waitForFinished(20'000);
  }
};

// A letter of pictures, so that whoever reads it is busy.
std::vector<tests::Frame> letter() {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.transcript({{wire::Side::server, "220 x"},
                   {wire::Side::client, "EHLO x"},
                   {wire::Side::server, "250 x"},
                   {wire::Side::client, "MAIL FROM:<a@x>"},
                   {wire::Side::server, "250 x"},
                   {wire::Side::client, "RCPT TO:<b@x>"},
                   {wire::Side::server, "250 x"},
                   {wire::Side::client, "DATA"},
                   {wire::Side::server, "354 x"},
                   {wire::Side::client, "Content-Type: image/png"},
                   {wire::Side::client, "Content-Transfer-Encoding: base64"},
                   {wire::Side::client, ""}});
  std::string lines;
  for (int i = 0; i < 18; ++i) lines += std::string(76, static_cast<char>('A' + i)) + "\r\n";
  for (int i = 0; i < 200; ++i) talk.client(lines);
  talk.transcript({{wire::Side::client, "."}, {wire::Side::server, "250 x"}});
  talk.close();
  return talk.frames;
}

// Writes the same capture into a pipe, section after section, until nobody reads it any more.
class Flood {
 public:
  Flood(const QString& pipe, const QByteArray& section) : path_(pipe.toStdString()) {
    mkfifo(path_.c_str(), 0666);
    chmod(path_.c_str(), 0666);
    writer_ = std::thread([this, section] {
      const int pipe_end = ::open(path_.c_str(), O_WRONLY);
      while (::write(pipe_end, section.data(), static_cast<std::size_t>(section.size())) == section.size()) bytes += section.size();
      ::close(pipe_end);
    });
  }
  ~Flood() {
    const int reader = ::open(path_.c_str(), O_RDONLY | O_NONBLOCK);  // so that a writer who waits for one goes on, and ends
    ::close(reader);
    writer_.join();
  }
  std::atomic<qint64> bytes = 0;

 private:
  std::string path_;
  std::thread writer_;
};

bool until(QProcess& process, const std::function<bool()>& true_at_last) {
  QElapsedTimer clock;
  clock.start();
  while (!true_at_last() && clock.elapsed() < 60'000 && process.state() != QProcess::NotRunning) process.waitForFinished(5);
  return true_at_last();
}

struct DisplayTest : ::testing::Test {
  OrdinaryUser user;
  void use(const Display& display) {
    user.set(QStringLiteral("DISPLAY"), display.name);
    user.set(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
  }
  static void expect_quiet_end(QProcess& window) {
    const Ran ran = OrdinaryUser::finish(window);
    EXPECT_EQ(ran.status, 1) << ran.err.toStdString();
    EXPECT_TRUE(ran.err.contains(QStringLiteral("the display is gone"))) << ran.err.toStdString();
  }
};

// More than a pipe and one batch hold: so the window is up, and draws.
constexpr qint64 plenty = 20'000'000;

}  // namespace

TEST_F(DisplayTest, a_display_that_goes_away_while_a_large_file_is_read_ends_the_program_quietly) {
  std::signal(SIGPIPE, SIG_IGN);
  const QString file = user.path(QStringLiteral("letter.pcapng"));
  tests::write_capture(file.toStdString(), letter());
  QFile capture(file);
  ASSERT_TRUE(capture.open(QIODevice::ReadOnly));
  const QByteArray section = capture.readAll();
  for (int round = 0; round < 5; ++round) {
    Display display;
    use(display);
    Flood flood(user.path(QStringLiteral("pipe%1").arg(round)), section);
    const auto window = user.start({QStringLiteral("--open"), user.path(QStringLiteral("pipe%1").arg(round))});
    ASSERT_TRUE(until(*window, [&] { return flood.bytes > plenty; })) << window->readAllStandardError().toStdString();
    display.kill();
    expect_quiet_end(*window);
  }
}

TEST_F(DisplayTest, a_display_that_goes_away_takes_the_lab_and_its_folder_along) {
  Display display;
  use(display);
  const QDir run(user.path(QStringLiteral("run")));
  const auto labs = [&] { return QDir(user.path(QStringLiteral("run/cleartext"))).entryList({QStringLiteral("lab-*")}, QDir::Dirs); };
  const auto window = user.start({QStringLiteral("--network"), QStringLiteral("private")});
  ASSERT_TRUE(until(*window, [&] { return !labs().isEmpty(); })) << window->readAllStandardError().toStdString();
  display.kill();
  expect_quiet_end(*window);
  EXPECT_TRUE(labs().isEmpty());
}

}  // namespace cleartext
