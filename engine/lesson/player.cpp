#include "engine/lesson/player.h"

#include <fmt/format.h>

#include <QTimer>
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/lesson/evidence.h"
#include "engine/lesson/live_scene.h"
#include "engine/lesson/recorded_scene.h"
#include "engine/lesson/value.h"

namespace cleartext::lesson {

struct StepRun {
  StepState state = StepState::waiting;
  std::vector<std::uint32_t> evidence;
  std::string failure;
  Cursor from;                       // where the search for its evidence began
  std::uint32_t packets_before = 0;  // captured when it began
  std::uint32_t last_packet = 0;     // last packet captured when it ended
};

struct Player::Impl {
  Impl(Player& owner, Lesson given, analysis::Recording& eyes)
      : player(owner), lesson(std::move(given)), recording(eyes), steps(lesson.steps.size()) {
    limit.setSingleShot(true);
    breath.setSingleShot(true);
  }

  int count() const { return static_cast<int>(steps.size()); }
  StepRun& at(int step) { return steps[static_cast<std::size_t>(step)]; }
  const Step& script(int step) const { return lesson.steps[static_cast<std::size_t>(step)]; }
  bool running() const { return live >= 0 && steps[static_cast<std::size_t>(live)].state == StepState::running; }

  void listen();
  void begin(int step);
  void look();
  void ended(int step, StepState state);
  void failed();
  void start_limit();
  std::uint32_t end_of(int step) const;
  int step_of(std::uint32_t packets) const;
  void show(int step);

  Player& player;
  Lesson lesson;
  std::unique_ptr<Scene> scene;
  analysis::Recording& recording;
  std::vector<StepRun> steps;
  Cursor cursor;
  int live = -1;      // the step that was begun last
  int shown = -1;     // the step on the screen; less than live after back()
  bool held = false;  // the step on the screen stays, whatever begins
  bool stepping = false, is_playing = false;
  int pace = 0;
  std::string waiting_line;
  QTimer limit;   // the evidence's time; stands still while a passage waits for a person
  QTimer breath;  // between steps while playing
};

void Player::Impl::begin(int step) {
  live = step;
  if (!held) shown = step;
  auto& run = at(step);
  run = {};
  run.state = StepState::running;
  run.from = cursor;
  run.packets_before = static_cast<std::uint32_t>(recording.packets().size());
  scene->begin(step, stepping);
  start_limit();
  look();
}

// Packets come in batches: what had come when a step ended may be what the next one has to show.
std::uint32_t Player::Impl::end_of(int step) const {
  const StepRun& run = steps[static_cast<std::size_t>(step)];
  std::uint32_t end = run.last_packet;
  for (int next = step + 1; next <= live; ++next)
    for (const std::uint32_t packet : steps[static_cast<std::size_t>(next)].evidence) end = std::min(end, packet - 1);
  return run.evidence.empty() ? end : std::max(end, run.evidence.back());
}

int Player::Impl::step_of(std::uint32_t packets) const {
  for (int i = 0; i < live; ++i)
    if (packets <= end_of(i)) return i;
  return live;
}

void Player::Impl::show(int step) {
  if (step == shown) return;
  shown = step;
  Q_EMIT player.changed();
}

void Player::Impl::start_limit() { limit.start(script(live).seconds * 1000); }

// Takes up the evidence that has come since the last look.
void Player::Impl::look() {
  if (!running()) return;
  const auto step = live;
  auto& run = at(step);
  const auto& wanted = script(step).evidence;
  while (run.evidence.size() < wanted.size()) {
    const auto sighting = find(wanted[run.evidence.size()], recording, cursor);
    if (!sighting) break;
    run.evidence.push_back(sighting->packet);
    cursor = sighting->after;
  }
  if (run.evidence.size() == wanted.size()) ended(step, StepState::seen);
  Q_EMIT player.changed();
}

void Player::Impl::ended(int step, StepState state) {
  limit.stop();
  at(step).state = state;
  at(step).last_packet = static_cast<std::uint32_t>(recording.packets().size());
  if (state == StepState::failed) {
    is_playing = false;
    Q_EMIT player.step_failed(step);
    Q_EMIT player.done();
    return;
  }
  Q_EMIT player.step_seen(step);
  if (step + 1 == count()) {
    is_playing = false;
    Q_EMIT player.done();
  } else if (is_playing) {
    breath.start(pace);
  }
}

void Player::Impl::failed() {
  if (!running()) return;
  const auto& step = script(live);
  at(live).failure = fmt::format("{} of {} things were seen on the wire in {} seconds. {}", at(live).evidence.size(), step.evidence.size(),
                                 step.seconds, text(step.hint, "en"));
  ended(live, StepState::failed);
  Q_EMIT player.changed();
}

Player::Player(Lesson lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent)
    : QObject(parent), impl_(std::make_unique<Impl>(*this, std::move(lesson), recording)) {
  impl_->scene = std::make_unique<LiveScene>(impl_->lesson, lab, recording);
  impl_->listen();
}

Player::Player(Lesson lesson, RecordedLesson recorded, session::RecordedRun& run, QObject* parent)
    : QObject(parent), impl_(std::make_unique<Impl>(*this, std::move(lesson), run.recording())) {
  impl_->scene = std::make_unique<RecordedScene>(impl_->lesson, std::move(recorded), run);
  impl_->listen();
}

void Player::Impl::listen() {
  QObject::connect(&recording, &analysis::Recording::grew, &player, [this] { look(); });
  QObject::connect(&limit, &QTimer::timeout, &player, [this] { failed(); });
  QObject::connect(&breath, &QTimer::timeout, &player, [this] {
    if (is_playing) begin(live + 1);
  });
  QObject::connect(scene.get(), &Scene::waiting, &player, [this](const QString& line) {
    waiting_line = line.toStdString();
    if (stepping) limit.stop();
    Q_EMIT player.changed();
  });
  QObject::connect(scene.get(), &Scene::passed, &player, [this] {
    waiting_line.clear();
    if (running()) start_limit();
    Q_EMIT player.changed();
  });
}

Player::~Player() = default;

const Lesson& Player::lesson() const { return impl_->lesson; }
int Player::current() const { return impl_->shown; }
StepState Player::state(int step) const { return impl_->at(step).state; }
const std::vector<std::uint32_t>& Player::evidence(int step) const { return impl_->at(step).evidence; }
std::uint32_t Player::packets_before(int step) const { return impl_->at(step).packets_before; }
std::string Player::failure(int step) const { return impl_->at(step).failure; }
bool Player::finished() const { return !impl_->steps.empty() && impl_->steps.back().state == StepState::seen; }
bool Player::playing() const { return impl_->is_playing; }
std::string Player::next_line() const { return impl_->waiting_line; }

std::optional<std::uint32_t> Player::shown_until() const {
  if (impl_->shown == impl_->live || impl_->shown < 0) return std::nullopt;
  return impl_->end_of(impl_->shown);
}

void Player::next_act() {
  if (impl_->shown < impl_->live) {  // looking back: forward again in what was recorded
    ++impl_->shown;
    Q_EMIT changed();
    return;
  }
  impl_->stepping = false;
  if (impl_->running()) {
    impl_->scene->set_stepping(false);
  } else if (impl_->live + 1 < impl_->count() && (impl_->live < 0 || impl_->at(impl_->live).state == StepState::seen)) {
    impl_->begin(impl_->live + 1);
  }
}

void Player::next_command() {
  if (impl_->shown < impl_->live) return next_act();
  impl_->stepping = true;
  if (!impl_->running()) {
    if (impl_->live + 1 >= impl_->count() || (impl_->live >= 0 && impl_->at(impl_->live).state != StepState::seen)) return;
    impl_->begin(impl_->live + 1);
  } else {
    impl_->scene->set_stepping(true);
  }
  impl_->scene->allow_one();
}

void Player::play(int pace_milliseconds) {
  impl_->shown = impl_->live;
  impl_->held = false;
  impl_->pace = pace_milliseconds;
  impl_->stepping = false;
  impl_->is_playing = true;
  impl_->scene->set_pace(pace_milliseconds);
  if (impl_->running()) {
    impl_->scene->set_stepping(false);
  } else if (impl_->live + 1 < impl_->count()) {
    impl_->begin(impl_->live + 1);
  } else {
    impl_->is_playing = false;
  }
  Q_EMIT changed();
}

void Player::pause() {
  impl_->is_playing = false;
  impl_->breath.stop();
  impl_->stepping = true;
  impl_->scene->set_pace(0);
  impl_->scene->set_stepping(true);
  Q_EMIT changed();
}

void Player::back() {
  if (impl_->shown <= 0) return;
  if (impl_->is_playing) pause();
  --impl_->shown;
  Q_EMIT changed();
}

void Player::look_at(std::uint32_t packets) {
  impl_->held = true;
  impl_->show(impl_->step_of(packets));
}

void Player::stay() { impl_->held = false; }

void Player::look_live() {
  if (std::exchange(impl_->held, false)) impl_->show(impl_->live);
}

void Player::restart() {
  impl_->limit.stop();
  impl_->breath.stop();
  impl_->is_playing = impl_->stepping = impl_->held = false;
  impl_->live = impl_->shown = -1;
  impl_->cursor = {};
  impl_->waiting_line.clear();
  impl_->steps.assign(impl_->lesson.steps.size(), {});
  impl_->scene->close();
  Q_EMIT changed();
}

std::string Player::answer(const Question& question) const {
  if (question.answer.kind != Value::Kind::packets) {
    const auto readings = read(question.answer, impl_->recording);
    return readings.empty() ? std::string() : readings.front().text;
  }
  for (int i = 0; i <= impl_->live; ++i) {
    if (impl_->script(i).id != question.answer.text || impl_->at(i).state != StepState::seen) continue;
    return fmt::format("{}", impl_->at(i).last_packet - (i == 0 ? 0 : impl_->at(i - 1).last_packet));
  }
  return {};
}

std::map<std::uint32_t, std::string> packet_comments(const Player& player) {
  std::map<std::uint32_t, std::string> comments;
  for (int i = 0; i < static_cast<int>(player.lesson().steps.size()); ++i) {
    if (player.state(i) != StepState::seen || player.evidence(i).empty()) continue;
    const auto& step = player.lesson().steps[static_cast<std::size_t>(i)];
    comments[player.evidence(i).back()] =
        fmt::format("{}: step {} ({}) was seen here. {}", player.lesson().id, i + 1, step.id, text(step.title, "en"));
  }
  return comments;
}

}  // namespace cleartext::lesson
