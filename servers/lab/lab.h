// The world, started, stopped and reset. A Lab is a handle that lives in the caller's thread; servers and actors
// live in the lab's own thread, inside the private network where there is one. All calls return at once; what
// happened comes back as signals. It knows nothing of who watches.
#pragma once
#include <QByteArray>
#include <QObject>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/actors/gate.h"
#include "servers/actors/relay.h"
#include "servers/faults/fault.h"
#include "servers/lab/jobs.h"
#include "servers/wire/hosts.h"
#include "servers/wire/problem.h"

namespace cleartext::lab {

struct GivenFile {
  std::string name, content;  // "/recipes/crepes.txt"
};

// How many bytes may be held: of one user, of one server. Empty: as many as the lab's settings say.
struct Quotas {
  std::optional<std::uint64_t> mailbox, disk;
};

// What a lesson puts into a new world beside what is always there.
struct Givens {
  std::vector<wire::Account> accounts;
  std::vector<GivenFile> files = {};  // on the FTP site
  Quotas quotas = {};
};

struct Settings {
  wire::NetworkMode mode = wire::NetworkMode::private_network;  // private or loopback
  std::string data_folder;                                      // empty: a temporary one, removed at the end
  Givens givens = {};
  Tls relay_tls = Tls::off;                     // between the two mail servers; off: so that the lessons can show what is said
  std::uint64_t mailbox_quota = 1'000'000'000;  // bytes, of one user
  std::uint64_t disk_quota = 10'000'000'000;    // bytes, of one server
};

struct RunningService {
  wire::Service service;
  wire::Role role;
  wire::Endpoint at;
};

// A mail that waits in a server's queue to be handed on.
struct QueuedMail {
  std::string id, from;  // from: empty for a notice
  std::vector<std::string> to;
  actors::Relay::State state = actors::Relay::State::waiting;
  int attempts = 0;
  std::string last_answer;                                             // why it is deferred
  std::optional<std::chrono::system_clock::time_point> next_try = {};  // of one that is deferred
};

// What the servers hold: drawn as inside the server, proof of nothing.
struct Snapshot {
  struct Queue {
    wire::Role role;
    int waiting = 0;
    std::string last_answer;
    std::vector<QueuedMail> mails = {};
  };
  struct Letter {
    std::string from, subject;
    std::uint64_t bytes = 0;
    bool is_new = false;
  };
  struct Mailbox {
    std::string address;
    int mails = 0;
    std::uint64_t bytes = 0, quota = 0;
    bool full = false;
    std::vector<Letter> letters = {};  // the newest, newest first
  };
  struct Entrance {
    wire::Role role;
    wire::Service service;
    enum class Door : unsigned char { open, silent, off } door = Door::open;
    int connections = 0;  // SFTP's are not counted
  };
  struct Disk {
    wire::Role role;
    std::uint64_t bytes = 0, quota = 0;
    bool full = false;
  };
  struct File {
    std::string path;
    std::uint64_t bytes = 0;
  };  // on the file server; a folder's path ends in '/'
  std::vector<Queue> queues;
  std::vector<Mailbox> mailboxes;
  std::vector<Entrance> entrances;
  std::vector<Disk> disks;
  std::vector<File> files;              // the first some hundred
  std::string printed;                  // what came out of the printer last, its beginning
  std::vector<faults::Ordered> faults;  // on now, as far as they are told
  bool has_secret = false;              // and there is one that is to be found on the wire
};

class Lab : public QObject {
  Q_OBJECT
 public:
  explicit Lab(Settings settings, QObject* parent = nullptr);
  ~Lab() override;  // ends

  tl::expected<void, wire::Problem> start();  // waits until every service listens (milliseconds)
  std::string authority_file() const;         // PEM: whom clients of this lab trust
  void end();                                 // stops everything and removes what is temporary; for good
  void reset();                               // fresh world: empty boxes and queues, every connection closed; then was_reset()
  void give(const Givens& givens);            // to every world from the next reset on
  const std::vector<RunningService>& services() const;
  wire::NetworkMode mode() const;
  std::string data_folder() const;
  void in_lab(const std::function<void()>& call);  // runs it in the lab's thread and waits

  int run_beside(const std::function<int()>& call);  // in a thread of its own in the lab's network; waits

  void perform(const Job& job);              // an actor does it; each line it says passes the gate; then job_ended()
  void break_off(const std::string& actor);  // what this actor does by a job; its job_ended() comes as always
  void announce(int times);                  // the printer tells its neighbour, by UDP, that it is there
  void set_relay_tls(Tls tls);               // until the next reset: off, or offered
  void set_quotas(const Quotas& quotas);     // until the next reset

  // A line that a person works by hand, as with telnet: its number names it below. `to`: "mail.hamburger.edu:25".
  int open_line(const std::string& to, const std::string& actor = "you");
  void type(int line, const std::string& text);  // one line, without its end; also before it is connected
  void hang_up(int line);                        // once all that was typed is out

  // Faults to order. All are gone after a reset.
  // What is ordered in secret no snapshot tells, and only the lesson takes it away.
  int order(const faults::Fault& fault, faults::Secrecy secrecy = faults::Secrecy::told);  // its number; it may come to order_failed()
  void withdraw(int id);                                                                   // order_failed() where it is not on
  void withdraw(const faults::Fault& fault, faults::By by = faults::By::hand);             // every one that is the same
  void withdraw_all(faults::By by = faults::By::hand);
  std::vector<faults::Ordered> faults() const;  // on now, in secret too; waits for what was ordered before

  // The gate, for all actors together or one ("alice", "relay", "bob", "you"; empty: every actor).
  void shut_gate();                                                // from now on passages wait; the lab's clock stands still with them
  void open_gate();                                                // everything waiting and everything later passes
  void allow(const std::string& actor, const std::string& until);  // passes up to and with verb `until`, then shuts
  void set_stepping(bool stepping);                                // true: what is allowed also waits for allow_one()
  void allow_one();                                                // one passage: the one waiting, or the next to come
  void set_pace(int milliseconds);                                 // between passages that are allowed; 0: none

 Q_SIGNALS:
  void waiting(const QString& actor, const QString& verb, const QString& line);  // at the shut gate
  void passed(const QString& actor, const QString& verb);
  void job_ended(const cleartext::lab::JobResult& result);
  void line_heard(int line, const QByteArray& bytes);
  void line_ended(int line, const QString& sentence);  // empty: closed in order
  void snapshot(const cleartext::lab::Snapshot& snapshot);
  void was_reset();
  void faults_changed();
  void order_failed(int id, const QString& why);  // 0: something else that a fault did could not be undone
  void secret(const QString& line);               // of a TLS session, server's or actor's: a line of a key log

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::lab

Q_DECLARE_METATYPE(cleartext::lab::JobResult)
Q_DECLARE_METATYPE(cleartext::lab::Snapshot)
