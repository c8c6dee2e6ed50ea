// The letter that the selection is about: what it consists of at the left, the chosen piece of it at the right.
#pragma once
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>

#include "gui/message/message_source.h"
#include "gui/message/part_page.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"

namespace cleartext::gui {

class MessageView : public QStackedWidget {
  Q_OBJECT
 public:
  MessageView(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void show_envelope();  // of the letter that is selected
  QTreeWidget& tree() { return *tree_; }
  PartPage& part_page() { return *part_; }
  Leaflet& leaflet() { return *leaflet_; }
  BitsView& log_in_bits() { return *log_in_bits_; }
  QString log_in_sentence() const { return log_in_words_->text(); }

 Q_SIGNALS:
  void save_wanted(const cleartext::gui::ToSave& save);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum class Item { log_in, envelope, header, branch, part };
  QWidget* make_log_in_page();
  void dress();
  void share_room();
  void follow();
  void fill(const findings::Message* letter);
  void add_outline(const findings::Message& letter);
  QTreeWidgetItem* add(Item item, const QString& words, QTreeWidgetItem* parent, int entity = -1);
  void begin_at(const findings::Message& letter);
  void follow_place(const findings::Message& letter);
  void choose_item(Item item, int entity = -1);
  void choose_entity(const findings::Message& letter, std::size_t entity);
  void choose(const QTreeWidgetItem* item);
  Place place_of(const QTreeWidgetItem* item) const;
  void show_item(const QTreeWidgetItem* item);
  void show_log_in();
  const findings::Message* letter() const;
  const findings::Message* newest() const;

  Theme& theme_;
  Selection& selection_;
  EmptyState* empty_;
  QSplitter* splitter_;
  QTreeWidget* tree_;
  Text* subject_;
  QStackedWidget* pages_;
  Leaflet* leaflet_;
  PartPage* part_;
  QWidget* log_in_page_;
  Text* log_in_words_;
  BitsView* log_in_bits_;
  int letter_ = -1;      // its place in the recording
  bool chosen_ = false;  // the reader selected it
  bool moved_ = false;   // the border between tree and page
  std::optional<LogIn> log_in_;
  Place chosen_place_;  // where the reader went from here
};

}  // namespace cleartext::gui
