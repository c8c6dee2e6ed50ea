// Four pictures of what was captured: traffic over time, what base64 costs, entropy, and what a digest is worth. Each is copied as
// a picture, leads to its packets, and is read anew when the wire grew, for eyes only.
#pragma once
#include <QStackedWidget>
#include <QTimer>

#include "gui/plots/base64_plot.h"
#include "gui/plots/cracking_page.h"
#include "gui/plots/entropy_plot.h"
#include "gui/plots/traffic_plot.h"
#include "gui/theme/segmented.h"

namespace cleartext::gui {

class PlotsView : public QWidget {
  Q_OBJECT
 public:
  enum class Picture { traffic, base64, entropy, cracking };  // as they stand
  PlotsView(Theme& theme, Selection& selection, analysis::Recording& recording, QWidget* parent = nullptr);
  void show_picture(Picture picture);
  Picture picture() const { return static_cast<Picture>(which_->current()); }
  void crack_selected();  // shows the cracking page, and begins
  TrafficPlot& traffic() { return *traffic_; }
  Base64Plot& base64() { return *base64_; }
  EntropyPlot& entropy() { return *entropy_; }
  CrackingPage& cracking() { return *cracking_; }
  Segmented& scope() { return *scope_; }      // 0: the selected conversation, 1: all
  Segmented& counted() { return *counted_; }  // 0: bytes, 1: packets
  Button& copy_button() { return *copy_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void build_top();
  void dress();
  void refresh();
  void refresh_soon();
  void refresh_traffic(const std::vector<std::uint32_t>& streams, const QString& title);
  std::vector<std::uint32_t> streams() const;
  bool is_selected() const;  // a conversation is
  void select_in(const std::vector<std::uint32_t>& streams, qint64 time_ns);
  Plot& plot();
  Theme& theme_;
  Selection& selection_;
  QWidget* top_;
  Segmented *which_, *scope_, *counted_;
  Button* copy_;
  Text* note_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  TrafficPlot* traffic_;
  Base64Plot* base64_;
  EntropyPlot* entropy_;
  CrackingPage* cracking_;
  QTimer soon_;
  int counting_ = 0;  // the latest traffic that was asked for
};

}  // namespace cleartext::gui
