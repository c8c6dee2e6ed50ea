// The file client: an address, what lies there, and what can be done with it.
#pragma once
#include <QStackedWidget>
#include <QTreeView>

#include "gui/bench/answer_row.h"
#include "gui/bench/kept_focus.h"
#include "gui/files/address_edit.h"
#include "gui/files/ask_row.h"
#include "gui/files/file_model.h"
#include "gui/files/remote_place.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"
#include "servers/lab/lab.h"

class QMenu;

namespace cleartext::gui {

class FilesView : public Card {
  Q_OBJECT
 public:
  explicit FilesView(Theme& theme, QWidget* parent = nullptr);
  void set_unavailable(const QString& reason);
  void refuse(const QString& sentence);  // the job cannot be done now, and why
  void go();                             // to what the address says
  void upload(const QString& path);
  void mask(bool masked) { address_->mask(masked); }
  void set_disk(const QString& folder) { disk_ = folder; }  // where the server's files lie on this machine: what is deleted can come back
  AddressEdit& address() { return *address_; }
  QTreeView& list() { return *list_; }
  FileModel& files() { return *files_; }
  AnswerRow& answer() { return *answer_; }
  AskRow& ask_row() { return *ask_; }
  Button& go_button() { return *go_; }
  Button* up_button() { return up_; }
  Button* download_button() { return download_; }
  Button* folder_button() { return folder_; }
  Button* rename_button() { return rename_; }
  Button* remove_button() { return remove_; }
  FilesSettings settings;
  bool busy() const { return busy_; }

 public Q_SLOTS:
  void job_ended(const cleartext::lab::JobResult& result);
  void was_reset();

 Q_SIGNALS:
  void job_wanted(const cleartext::lab::Job& job);
  void cancel_wanted(const QString& actor);  // what this one does
  void save_wanted(const QString& name, const QByteArray& content);

  void can_be_undone(const QString& sentence, const std::function<bool()>& take_back);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  using Deed = RemotePlace::Deed;
  void build_address();
  void build_tools();
  void build_list();
  void fill_settings(QMenu& menu);
  QString settings_words() const;
  void open_current();
  void download();
  void choose_upload();
  void wait_for_disk(const QString& words);
  void make_folder();
  void rename();
  void remove();
  void remove_file(const std::string& name);
  void offer_undo();
  std::function<bool()> deed_at(const RemotePlace& place, Deed deed, const QString& words, const std::string& name,
                                const std::string& content = {}, const std::string& new_name = {});
  const talk::ListedFile* current() const;
  void start(Deed deed, const QString& words, const std::string& name = {}, const std::string& content = {},
             const std::string& new_name = {});
  void list_folder();
  void stay_where_listed();
  void refresh();
  void dress();
  Theme& theme_;
  RemotePlace place_ = RemotePlace::usual(), shown_ = place_;  // where to go; what the list shows
  QWidget *address_row_, *tool_row_;
  AddressEdit* address_;
  Button *go_, *how_, *up_, *download_, *upload_, *folder_, *rename_, *remove_;
  AnswerRow* answer_;
  AskRow* ask_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  QTreeView* list_;
  FileModel* files_;
  QString unavailable_, disk_;
  std::string asked_, name_, new_name_, changed_,
      removed_;  // changed_: chosen when the list comes; removed_: what was in the file that is being deleted
  Deed deed_ = Deed::list;
  bool kept_ = false;  // removed_ is that
  KeptFocus focus_{*this};
  int reading_ = 0;  // which file is waited for
  bool busy_ = false, listed_ = false, follow_up_ = false, cancelled_ = false, undoing_ = false;
};

}  // namespace cleartext::gui
