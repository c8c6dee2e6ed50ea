// Where the files are: an address as one types it, the machine it is reached from, and how. Makes the lab's jobs of it.
#pragma once
#include <QString>

#include "servers/lab/jobs.h"

namespace cleartext::gui {

struct FilesSettings {
  std::string actor = "bob";
  lab::FtpJob::Mode mode = lab::FtpJob::Mode::passive;
  lab::Tls tls = lab::Tls::off;
};

class RemotePlace {
 public:
  using Deed = lab::FtpJob::What;
  static RemotePlace usual();  // ftp://bob@ftp.hamburger.edu/
  // What is wrong with it, in words; empty: it is taken.
  QString take(const QString& address);
  QString address() const;                           // of the folder
  const std::string& file() const { return file_; }  // what the address named in it; empty: the folder itself
  bool is_sftp() const { return sftp_; }
  bool at_top() const { return folder_ == "/"; }
  void enter(const std::string& name);
  void go_up();
  std::string path_of(const std::string& name) const { return folder_ + name; }  // "/recipes/crepes.txt"
  lab::Job job(Deed deed, const FilesSettings& settings, const std::string& name = {}, const std::string& content = {},
               const std::string& new_name = {}) const;

 private:
  std::string user_, password_, server_, folder_ = "/", file_;
  bool sftp_ = false;
};

}  // namespace cleartext::gui
