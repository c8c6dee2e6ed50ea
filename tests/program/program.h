// Runs the built program as an ordinary user: where the tests run as root, a copy of it is run by nobody.
#pragma once
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>

namespace cleartext {

struct Ran {
  int status = -1;  // 128 + signal where it was killed; -2: it did not end in time
  QString out, err;
};

class OrdinaryUser {
 public:
  OrdinaryUser();
  QString folder() const;  // this user's own, also its XDG_RUNTIME_DIR; gone with this object
  QString path(const QString& name) const { return folder() + QLatin1Char('/') + name; }
  void set(const QString& variable, const QString& value) { variables_.insert(variable, value); }
  std::unique_ptr<QProcess> start(const QStringList& arguments) const;  // of the program
  Ran run(const QStringList& arguments, int milliseconds = 30000) const;
  Ran run_other(const QString& program, const QStringList& arguments, int milliseconds = 30000) const;
  static Ran finish(QProcess& process, int milliseconds = 30000);

 private:
  std::unique_ptr<QProcess> start_program(const QString& program, const QStringList& arguments) const;
  QTemporaryDir folder_;
  QProcessEnvironment variables_;
  bool root_ = false;
};

Ran run_tool(const QString& program, const QStringList& arguments, int milliseconds = 30000);

}  // namespace cleartext
