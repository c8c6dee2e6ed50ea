// What Eve has learned, as one list: credentials, letters, files, and what made it easy. What only an endpoint's keys
// opened is none of hers and stands below, under a heading that says so. Thin over the recording: a row keeps where its
// finding stands, and is worded when it is asked for. What is new is looked at once. A letter that was heard at several
// stations of its journey is one row.
#pragma once
#include <QAbstractListModel>
#include <array>
#include <unordered_map>

#include "gui/notebook/letters_under_way.h"
#include "gui/selection/selection.h"

namespace cleartext::gui {

class NotebookModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum class Kind { credential, letter, letter_under_way, file, heading, weakness, opened_heading };
  enum Role {
    kind_role = Qt::UserRole,
    head_role,
    secret_role,
    meta_role,
    selected_role,
    hops_role,          // QStringList: "Submission 16", one a station of a letter
    hop_details_role,   // QStringList: what each of them is, and what it put on top
    selected_hop_role,  // int, -1: none
    severity_role,      // QString: "high", "medium", "low"
    opened_role,        // bool: read with the endpoint's keys, so no listener has it
  };

  NotebookModel(Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool revealed() const { return revealed_; }
  void set_revealed(bool revealed);
  void select(int row);  // tells the selection where this row's evidence stands
  void select_hop(int row, int hop);
  void select_next(int row);  // of a letter that is selected already, its next station
  int selected_row() const;
  // What a row is about; nullptr: something else.
  const findings::Credential* credential(int row) const;
  const findings::Message* letter(int row) const;  // as the selected station showed it, else the last whole one
  const findings::File* file(int row) const;
  int credentials_shown() const { return static_cast<int>(rows_of(credentials).size() + rows_of(opened_credentials).size()); }

 private:
  // In the order of the list.
  enum Section : std::size_t {
    credentials,
    letters,
    letters_under_way,
    files,
    easy,
    weaknesses,
    opened,
    opened_credentials,
    opened_letters,
    opened_files,
    sections
  };
  static Kind kind_of(Section section);
  struct Row {
    Kind kind = Kind::heading;
    std::uint32_t index = 0;  // in the recording, in journeys_ or in under_way_
    bool opened = false;
  };
  using Rows = std::vector<std::uint32_t>;
  // One letter and where in the recording's messages it was heard, in order.
  struct Journey {
    Rows hops;
  };
  void start_over();
  void follow();
  void note_selected();
  void take_new();
  void take_letters();
  void put_headings();
  template <typename Findings>
  Rows take(Section heard, Section opened, const Findings& findings, std::size_t& seen);
  bool join_journey(std::uint32_t message);  // false: it begins one
  void refresh_letters_under_way();
  void refresh_answers();
  void put(Section section, const Rows& rows);  // what it had in common with before stays where it is
  void append(Section section, const Rows& rows);
  void tell_changed(Section section, std::uint32_t first = 0, std::uint32_t last = UINT32_MAX);  // rows of these indices
  const Rows& rows_of(Section section) const { return rows_[section]; }
  int first_row(Section section) const;
  std::size_t found(Kind kind) const;  // in the recording
  Row row_at(int row) const;
  std::uint32_t packet_of(const Row& row) const;
  const findings::Message* hop(const Row& row, std::size_t number) const;
  int selected_hop(const Row& row) const;
  QStringList hop_words(const Row& row) const;
  QStringList hop_details(const Row& row) const;
  bool is_opened(const Journey& journey) const;
  QString head(const Row& row) const;
  QString meta(const Row& row) const;
  QString secret(const Row& row) const;
  const std::string& cracked_secret(const findings::Credential& credential) const;
  QString under_way_meta(const LetterUnderWay& letter) const;
  QString spoken(const Row& row) const;  // to a screen reader
  bool is_selected(const Row& row) const;

  Selection& selection_;
  LettersUnderWay under_way_source_;
  std::vector<LetterUnderWay> under_way_;
  std::array<Rows, sections> rows_;
  std::vector<Journey> journeys_;
  std::unordered_map<std::uint32_t, std::uint32_t> journey_places_;  // by the number that the messages carry
  struct Seen {
    std::size_t credentials = 0, letters = 0, files = 0, weaknesses = 0;
  } seen_;                                               // in the recording
  std::size_t cracked_ = 0;                              // digests that were tried, as they were told last
  Rows unanswered_;                                      // credentials whose answer is still to come
  int selected_credential_ = -1, selected_letter_ = -1;  // in the recording
  bool revealed_ = false;
};

QString mask();  // as many dots for every secret: its length is a secret too

}  // namespace cleartext::gui
