// An SFTP client at work in a thread of its own, inside the lab's network; the gate and the news of what came of it stay
// in the lab's thread. To destroy it is to break it off.
#pragma once
#include <QObject>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "servers/actors/gate.h"
#include "servers/sftp/client.h"

namespace cleartext::lab {

class SftpVisit final : public QObject {
 public:
  struct Plan {
    std::string actor;
    std::uint32_t from = 0;
    wire::Endpoint to;
    std::filesystem::path host_key;
    sftp::Errand errand;
  };
  using Ended = std::function<void(const sftp::Outcome&)>;  // once, in the lab's thread; deletes itself then
  SftpVisit(Plan plan, actors::Gate& gate, Ended ended, QObject* parent);
  ~SftpVisit() override;
  void break_off();  // it ends soon, and says so
  SftpVisit(const SftpVisit&) = delete;
  SftpVisit& operator=(const SftpVisit&) = delete;

 private:
  bool pass(const std::string& verb, const std::string& line);  // in the visit's thread
  Plan plan_;
  actors::Gate& gate_;
  Ended ended_;
  sftp::Client client_;
  std::mutex mutex_;
  std::condition_variable moved_;
  bool open_ = false, over_ = false;  // of the gate; of the visit
  std::thread thread_;
};

}  // namespace cleartext::lab
