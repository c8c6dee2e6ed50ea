#include "servers/lab/lab.h"

#include <QThread>
#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include <unistd.h>

#include "servers/host/control_port.h"
#include "servers/host/open_files.h"
#include "servers/host/socket.h"
#include "servers/lab/control.h"
#include "servers/lab/scratch_folder.h"
#include "servers/lab/world.h"
#include "servers/network/private_network.h"
#include "servers/store/disk.h"

namespace cleartext::lab {
namespace fs = std::filesystem;

namespace {

tl::expected<void, wire::Problem> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return {};
  return tl::unexpected(wire::Problem{"The folder " + path + " cannot be made: " + error.message() + ".", "Choose another with --data."});
}

}  // namespace

// Lives in the lab's thread.
struct Lab::Impl : QThread {
  explicit Impl(Settings s) : settings(std::move(s)) {}

  void run() override {
    started.set_value(prepare());
    if (ready) exec();
    // Destroyed where they lived: timers and sockets belong to this thread.
    port.reset();
    context.reset();
    world.reset();
    gate.reset();
    pace_clock.reset();
    clock.reset();
  }

  std::string authority_file() const { return (fs::absolute(data) / "authority" / "authority.pem").string(); }

  tl::expected<void, wire::Problem> prepare() {
    if (settings.mode == wire::NetworkMode::private_network) {
      if (auto made = network::make_private_network(scratch.path()); !made) return made;
      if (auto kept = network::keep_network_rights(); !kept) return kept;
    }
    const network::RunningLab running{getpid(), gettid(), std::string(wire::name(settings.mode)), authority_file()};
    announcement = std::make_unique<network::Announcement>(running);
    clock = std::make_unique<host::LabClock>();
    pace_clock = std::make_unique<host::LabClock>();
    gate = std::make_unique<actors::SteppedGate>(
        *pace_clock, actors::SteppedGate::Hooks{
                         [this](const auto& p) {
                           Q_EMIT lab->waiting(QString::fromStdString(p.actor), QString::fromStdString(p.verb),
                                               QString::fromStdString(p.line));
                         },
                         [this](const auto& p) { Q_EMIT lab->passed(QString::fromStdString(p.actor), QString::fromStdString(p.verb)); },
                         [this](bool stop) { stop ? clock->pause() : clock->resume(); }});
    context = std::make_unique<QObject>();
    auto made = make_world();
    ready = made.has_value();
    if (!ready) return made;
    if (settings.mode == wire::NetworkMode::private_network)
      if (const auto authority = store::read_whole(authority_file())) network::trust_too(scratch.path(), *authority);
    // A lab that nobody can send orders to is still a lab.
    port = std::make_unique<host::ControlPort>(network::control_path(running), *pace_clock,
                                               [this](std::string_view line) { return control.answer(line); });
    if (!port->listen()) port.reset();
    return made;
  }

  tl::expected<void, wire::Problem> make_world() {
    world = std::make_unique<World>(
        settings, fs::path(data), *clock, *gate,
        World::Hooks{
            [this](const auto& s) { Q_EMIT lab->snapshot(s); }, [this](const auto& r) { Q_EMIT lab->job_ended(r); },
            [this](const auto&) { Q_EMIT lab->faults_changed(); },
            [this](std::string_view line) { Q_EMIT lab->secret(QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()))); },
            [this](int line, std::string_view bytes) {
              Q_EMIT lab->line_heard(line, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
            },
            [this](int line, const std::string& sentence) { Q_EMIT lab->line_ended(line, QString::fromStdString(sentence)); },
            [this](const auto& text) { rewrite_names(text); }});
    auto listening = world->listen();
    if (!listening) return tl::unexpected(listening.error());
    services = *listening;
    return {};
  }

  // On plain loopback the machine's own names stay as they are.
  void rewrite_names(const std::string& text) const {
    if (settings.mode == wire::NetworkMode::private_network) network::rewrite_hosts(scratch.path(), text);
  }

  void carried_out(int id, const tl::expected<void, wire::Problem>& done) const {
    if (!done) Q_EMIT lab->order_failed(id, QString::fromStdString(done.error().sentence));
  }

  // Runs a call in the lab's thread, later.
  template <typename Call>
  void post(Call call) {
    if (context) QMetaObject::invokeMethod(context.get(), std::move(call), Qt::QueuedConnection);
  }

  Settings settings;
  Lab* lab = nullptr;
  std::string data;
  ScratchFolder scratch;  // always temporary
  std::promise<tl::expected<void, wire::Problem>> started;
  bool ready = false;
  std::unique_ptr<network::Announcement> announcement;
  std::unique_ptr<host::LabClock> clock, pace_clock;
  std::unique_ptr<actors::SteppedGate> gate;
  std::unique_ptr<QObject> context;
  std::unique_ptr<World> world;
  Control control{{[this]() -> World& { return *world; }, [this] { return ++last_order; }, settings.mode}};
  std::unique_ptr<host::ControlPort> port;
  std::vector<RunningService> services;
  int lines = 0;  // worked by hand, so far
  std::atomic<int> last_order = 0;
};

Lab::Lab(Settings settings, QObject* parent) : QObject(parent), impl_(std::make_unique<Impl>(std::move(settings))) {
  qRegisterMetaType<lab::JobResult>();
  qRegisterMetaType<lab::Snapshot>();
  impl_->lab = this;
}

Lab::~Lab() { end(); }

void Lab::end() {
  impl_->quit();
  impl_->wait();
  impl_->announcement.reset();
  impl_->scratch = {};
}

tl::expected<void, wire::Problem> Lab::start() {
  host::raise_open_files();
  auto scratch = ScratchFolder::make(network::runtime_folder());
  if (!scratch) return tl::unexpected(scratch.error());
  impl_->scratch = std::move(*scratch);
  impl_->data = impl_->settings.data_folder.empty() ? impl_->scratch.path() + "/data" : impl_->settings.data_folder;
  if (auto made = make_folder(impl_->data); !made) return made;
  auto result = impl_->started.get_future();
  impl_->start();
  return result.get();
}

void Lab::reset() {
  impl_->post([this] {
    impl_->gate->forget();
    impl_->gate->shut();
    impl_->world.reset();
    // Only what the lab itself put there: the folder may be somebody's own.
    std::error_code ignored;
    for (const auto* part : {"crepes.fr", "hamburger.edu", "ftp"}) fs::remove_all(fs::path(impl_->data) / part, ignored);
    (void)impl_->make_world();
    Q_EMIT faults_changed();
    Q_EMIT was_reset();
  });
}

void Lab::give(const Givens& givens) {
  impl_->post([this, givens] { impl_->settings.givens = givens; });
}

const std::vector<RunningService>& Lab::services() const { return impl_->services; }
wire::NetworkMode Lab::mode() const { return impl_->settings.mode; }
std::string Lab::data_folder() const { return impl_->data; }

void Lab::in_lab(const std::function<void()>& call) {
  if (impl_->context) QMetaObject::invokeMethod(impl_->context.get(), call, Qt::BlockingQueuedConnection);
}

// A thread inherits the namespaces of the one that makes it, so the lab's thread makes it.
std::string Lab::authority_file() const { return impl_->authority_file(); }

int Lab::run_beside(const std::function<int()>& call) {
  int status = -1;
  std::thread beside;
  in_lab([&] { beside = std::thread([&] { status = call(); }); });
  if (beside.joinable()) beside.join();
  return status;
}

void Lab::perform(const Job& job) {
  impl_->post([this, job] { impl_->world->cast().perform(job); });
}
void Lab::break_off(const std::string& actor) {
  impl_->post([this, actor] { impl_->world->break_off(actor); });
}
void Lab::set_relay_tls(Tls tls) {
  impl_->post([this, tls] { impl_->world->set_relay_tls(tls); });
}

void Lab::announce(int times) {
  impl_->post([times] { host::announce(wire::host(wire::Role::printer).address, wire::host(wire::Role::ftp).address, times); });
}

void Lab::set_quotas(const Quotas& quotas) {
  impl_->post([this, quotas] { impl_->world->set_quotas(quotas); });
}

int Lab::open_line(const std::string& to, const std::string& actor) {
  const int line = ++impl_->lines;
  impl_->post([this, line, to, actor] { impl_->world->cast().open_line(line, actor, to); });
  return line;
}
void Lab::type(int line, const std::string& text) {
  impl_->post([this, line, text] { impl_->world->cast().type(line, text); });
}
void Lab::hang_up(int line) {
  impl_->post([this, line] { impl_->world->cast().hang_up(line); });
}

int Lab::order(const faults::Fault& fault, faults::Secrecy secrecy) {
  const int id = ++impl_->last_order;
  impl_->post([this, id, fault, secrecy] { impl_->carried_out(id, impl_->world->order({id, fault, secrecy})); });
  return id;
}
void Lab::withdraw(int id) {
  impl_->post([this, id] { impl_->carried_out(0, impl_->world->withdraw(id)); });
}
void Lab::withdraw(const faults::Fault& fault, faults::By by) {
  impl_->post([this, fault, by] { impl_->carried_out(0, impl_->world->withdraw(fault, by)); });
}
void Lab::withdraw_all(faults::By by) {
  impl_->post([this, by] { impl_->carried_out(0, impl_->world->withdraw_all(by)); });
}
std::vector<faults::Ordered> Lab::faults() const {
  std::vector<faults::Ordered> all;
  if (impl_->context)
    QMetaObject::invokeMethod(
        impl_->context.get(), [&] { all = impl_->world->faults().all(); }, Qt::BlockingQueuedConnection);
  return all;
}

void Lab::shut_gate() {
  impl_->post([this] { impl_->gate->shut(); });
}
void Lab::open_gate() {
  impl_->post([this] { impl_->gate->open(); });
}
void Lab::allow(const std::string& actor, const std::string& until) {
  impl_->post([this, actor, until] { impl_->gate->allow(actor, until); });
}
void Lab::set_stepping(bool stepping) {
  impl_->post([this, stepping] { impl_->gate->set_stepping(stepping); });
}
void Lab::allow_one() {
  impl_->post([this] { impl_->gate->let_one(); });
}
void Lab::set_pace(int milliseconds) {
  impl_->post([this, milliseconds] { impl_->gate->set_pace(wire::Milliseconds(milliseconds)); });
}

}  // namespace cleartext::lab
