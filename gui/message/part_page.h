// One part of a letter's body: as it is read, as it was sent, and step by step from one to the other.
#pragma once
#include <QPlainTextEdit>
#include <QStackedWidget>

#include "gui/message/bits_view.h"
#include "gui/message/leaflet.h"
#include "gui/notebook/to_save.h"
#include "gui/picture/picture_area.h"
#include "gui/picture/picture_reader.h"
#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/segmented.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class PartPage : public QWidget {
  Q_OBJECT
 public:
  enum class Look { read, sent, steps };
  PartPage(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void show_part(const findings::Message& letter, std::size_t part);
  void show_look(Look look) { look_->set_current(static_cast<int>(look)); }
  void mark_raw(std::uint64_t offset, std::uint32_t length);  // of the letter's raw bytes
  BitsView& bits() { return *bits_; }
  QString read_text() const { return text_->toPlainText(); }
  QString sent_text() const { return sent_->toPlainText(); }

 Q_SIGNALS:
  void save_wanted(const cleartext::gui::ToSave& save);

 private:
  void dress();
  void show_current();
  void show_read();
  void show_sent();
  void show_steps();
  const findings::Message* letter() const;  // it is looked up again: the recording may have been cleared
  const findings::Part* part() const;
  std::string raw(std::size_t most = std::string::npos) const;  // of the part, encoded; the first bytes of it
  QString head() const;

  Theme& theme_;
  Selection& selection_;
  std::size_t letter_ = 0, part_ = 0;  // its place in the recording, and in the letter
  bool any_ = false;
  Text* head_;
  Segmented* look_;
  Button* save_;
  QStackedWidget* pages_;
  QPlainTextEdit *text_, *sent_;
  PictureArea* picture_;
  PictureReader reader_;
  BitsView* bits_;
  Leaflet* words_;
};

}  // namespace cleartext::gui
