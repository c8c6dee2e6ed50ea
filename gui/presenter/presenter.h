// Presents the views of a window: full screen, large, one or two at a time. Afterwards everything is as it was.
#pragma once
#include <QMainWindow>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "gui/presenter/caption.h"
#include "gui/presenter/curtain.h"
#include "gui/presenter/notes_window.h"
#include "gui/presenter/pointer_ring.h"

class QSplitter;

namespace cleartext::gui {

struct PresentedView {
  QString name;
  std::vector<QWidget*> needs;              // itself and what it lies in
  std::function<void()> bring;              // to the front of what it lies in
  std::function<void()> bring_beside = {};  // what lies there already; empty: they cannot both be seen
};

class Presenter : public QObject {
  Q_OBJECT
 public:
  // `furniture` is hidden meanwhile; bar and caption are put at the top and the foot of `page`.
  Presenter(Theme& theme, QMainWindow& window, QWidget& page, std::vector<QWidget*> furniture, std::vector<PresentedView> views);
  ~Presenter() override;
  bool on() const { return on_; }
  void begin();
  void end();
  void show_views(const std::vector<int>& views);  // one or two
  void show_view(int view) { show_views({view}); }
  void add_or_remove(int view);  // a second one beside the first
  void next_view(int by);
  const std::vector<int>& shown() const { return shown_; }
  const std::vector<PresentedView>& views() const { return views_; }
  void tell(const Told& told);  // what is going on, for caption and notes
  void set_masked(bool masked);
  void blank_or_show() { curtain_->draw_or_open(); }
  void show_notes();
  Curtain& curtain() { return *curtain_; }
  PresenterBar& bar() { return *bar_; }
  Caption& caption() { return *caption_; }
  PointerRing& ring() { return *ring_; }
  NotesWindow& notes() { return *notes_; }

 Q_SIGNALS:
  void views_shown();  // others than before, before the audience
  void began();
  void ended();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void hide_furniture();
  void take_the_screen();
  QWidget* typed_into() const;
  void leave_typing();
  bool is_clickers(const QObject* watched, const QKeyEvent& key) const;
  double scale_for(const QScreen* screen) const;
  Theme& theme_;
  QMainWindow& window_;
  std::vector<QWidget*> furniture_;
  std::vector<PresentedView> views_;
  PresenterBar* bar_;
  Caption* caption_;
  Curtain* curtain_;
  PointerRing* ring_;
  std::unique_ptr<NotesWindow> notes_;
  std::vector<int> shown_{0};
  bool on_ = false;

  // As it was before.
  std::map<QWidget*, bool> hidden_;
  std::map<QSplitter*, QByteArray> splitters_;
  double scale_ = 1;
  Qt::WindowStates state_;
  QRect geometry_;
};

}  // namespace cleartext::gui
