// Every view of the window and every look, for who takes pictures of them.
#pragma once
#include <QString>
#include <functional>
#include <vector>

#include "engine/analysis/recording.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class MainWindow;

enum class Shown { start_page, desk };

struct StagedView {
  Shown shown;  // while which of them this view is there
  QString name;
  std::function<bool(MainWindow&)> bring;  // false: there is no such view in this look
  std::function<void(MainWindow&)> leave = {};
};

struct StagedLook {
  QString language, name;
  std::function<void(MainWindow&, Theme&)> begin, end;
};

std::vector<StagedView> staged_views();
std::vector<StagedLook> staged_looks();

// A letter fetched, a folder listed and half a conversation led, so that no view is empty.
bool work_by_hand(MainWindow& window, const analysis::Recording& recording, const std::function<bool(const std::function<bool()>&)>& until);

}  // namespace cleartext::gui
