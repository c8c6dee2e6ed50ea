// What the world of this student's run cannot have said: who gets in with another password, and a printer that speaks as often as
// another student's.
#include "engine/grading/script.h"

#include <algorithm>

#include "engine/grading/frame.h"
#include "engine/lesson/evidence.h"
#include "servers/wire/hosts.h"

namespace cleartext::grading {
namespace {

std::string_view name_of(std::string_view user) { return user.substr(0, user.find('@')); }
bool is_guest(std::string_view user) { return user == "anonymous" || user == "ftp"; }

void look_at_log_ins(const analysis::Recording& recording, const lesson::Lesson& lesson, Found& found) {
  std::vector<wire::Account> accounts(wire::accounts().begin(), wire::accounts().end());
  accounts.insert(accounts.end(), lesson.accounts.begin(), lesson.accounts.end());
  for (const auto& each : recording.credentials()) {
    if (each.accepted != true || each.secret.empty() || is_guest(each.user)) continue;
    const auto is_right = [&](const wire::Account& account) {
      return account.user == name_of(each.user) && account.password == each.secret;
    };
    const auto known = std::ranges::find(accounts, name_of(each.user), &wire::Account::user);
    if (known == accounts.end() || std::ranges::any_of(accounts, is_right)) continue;
    found.add("password", each.packet, "Packet {} has a password of {} that is not the right one, and the server let him in.",
              "Paket {} hat ein Passwort von {}, das nicht das richtige ist, und der Server ließ ihn ein.", each.packet, each.user);
  }
}

bool whole_script_was_played(const analysis::Recording& recording, const lesson::Lesson& lesson) {
  lesson::Cursor cursor;
  for (const auto& step : lesson.steps) {
    for (const auto& wanted : step.evidence) {
      const auto sighting = lesson::find(wanted, recording, cursor);
      if (!sighting) return false;
      cursor = sighting->after;
    }
  }
  return true;
}

void look_at_announcements(const analysis::Recording& recording, const lesson::Lesson& lesson, Found& found) {
  const auto heard = std::ranges::count_if(recording.packets(), is_announcement);
  std::ptrdiff_t drawn = 0;
  bool fits = false;
  for (const auto& step : lesson.steps) {
    drawn += step.announcements;
    fits = fits || heard == drawn;
  }
  if (fits || (heard == 0 && !whole_script_was_played(recording, lesson))) return;
  found.add("announcement", 0, "The printer speaks {} times in this capture; in this student's run it speaks {} times.",
            "In dieser Aufzeichnung meldet sich der Drucker {}-mal; im Lauf dieses Studenten meldet er sich {}-mal.", heard, drawn);
}

}  // namespace

void in_script(const analysis::Recording& recording, const lesson::Lesson& lesson, Drawn drawn, Found& found) {
  look_at_log_ins(recording, lesson, found);
  if (drawn == Drawn::known && !lesson.mark.empty()) look_at_announcements(recording, lesson, found);
}

}  // namespace cleartext::grading
