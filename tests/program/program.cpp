#include "tests/program/program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace cleartext {
namespace {

constexpr auto nobody = "65534";

QString q(const char* text) { return QString::fromUtf8(text); }

void copy_tree(const QString& from, const QString& to) {
  QDir().mkpath(to);
  for (const auto& entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
    const auto target = to + QLatin1Char('/') + entry.fileName();
    if (entry.isDir()) {
      copy_tree(entry.filePath(), target);
    } else {
      QFile::copy(entry.filePath(), target);
    }
  }
}

}  // namespace

OrdinaryUser::OrdinaryUser() : folder_(QDir::tempPath() + QStringLiteral("/cleartext-test-XXXXXX")), root_(getuid() == 0) {
  // The checkout may be closed to other users: the program and its lessons are copied to where anybody may read.
  QDir().mkpath(path(QStringLiteral("app/build")));
  QFile::copy(q(PROGRAM), path(QStringLiteral("app/build/cleartext")));
  QFile::copy(q(PROGRAM "-lab"), path(QStringLiteral("app/build/cleartext-lab")));
  QFile::copy(q(PROGRAM "-grader"), path(QStringLiteral("app/build/cleartext-grader")));
  copy_tree(q(SOURCE_DIR "/lessons"), path(QStringLiteral("app/lessons")));
  copy_tree(q(SOURCE_DIR "/tests/clients"), path(QStringLiteral("app/clients")));
  copy_tree(q(SOURCE_DIR "/tests/lessons"), path(QStringLiteral("app/actions")));
  QDir().mkpath(path(QStringLiteral("run")));
  const auto run_folder = path(QStringLiteral("run")).toStdString();
  chmod(run_folder.c_str(), 0700);  // else no runtime folder, and labs of others would be found
  if (!root_) return;
  const auto top = folder_.path().toStdString();
  chmod(top.c_str(), 0777);
  if (chown(run_folder.c_str(), 65534, 65534) != 0) qWarning("chown failed");
}

QString OrdinaryUser::folder() const { return folder_.path(); }

std::unique_ptr<QProcess> OrdinaryUser::start(const QStringList& arguments) const {
  return start_program(path(QStringLiteral("app/build/cleartext")), arguments);
}

std::unique_ptr<QProcess> OrdinaryUser::start_program(const QString& program, const QStringList& arguments) const {
  auto process = std::make_unique<QProcess>();
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("run")));
  environment.insert(QStringLiteral("HOME"), path(QStringLiteral("run")));
  environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
  environment.insert(variables_);
  process->setProcessEnvironment(environment);
  process->setWorkingDirectory(path(QStringLiteral("run")));
  if (root_) {
    QStringList all{QStringLiteral("--reuid"), q(nobody), QStringLiteral("--regid"), q(nobody), QStringLiteral("--clear-groups"), program};
    process->start(QStringLiteral("setpriv"), all + arguments);
  } else {
    process->start(program, arguments);
  }
  return process;
}

Ran OrdinaryUser::finish(QProcess& process, int milliseconds) {
  Ran ran;
  if (!process.waitForFinished(milliseconds)) {
    process.kill();
    process.waitForFinished(5000);
    ran.status = -2;
  } else {
    ran.status = process.exitStatus() == QProcess::CrashExit ? 128 + process.exitCode() : process.exitCode();
  }
  ran.out = QString::fromUtf8(process.readAllStandardOutput());
  ran.err = QString::fromUtf8(process.readAllStandardError());
  return ran;
}

Ran OrdinaryUser::run(const QStringList& arguments, int milliseconds) const {
  const auto process = start(arguments);
  process->closeWriteChannel();
  return finish(*process, milliseconds);
}

Ran OrdinaryUser::run_other(const QString& program, const QStringList& arguments, int milliseconds) const {
  const auto process = start_program(program, arguments);
  process->closeWriteChannel();
  return finish(*process, milliseconds);
}

Ran run_tool(const QString& program, const QStringList& arguments, int milliseconds) {
  QProcess process;
  process.start(program, arguments);
  process.closeWriteChannel();
  return OrdinaryUser::finish(process, milliseconds);
}

}  // namespace cleartext
