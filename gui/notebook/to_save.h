// What of a finding goes into files, and under which names. A name from the wire is made safe, and never a path.
#pragma once
#include <QMetaType>
#include <QString>

#include "engine/analysis/writing.h"

namespace cleartext::gui {

struct ToSave {
  QString title;                        // of the dialog: "Save letter"
  std::vector<analysis::Piece> pieces;  // their paths are names only
  QString remark;                       // what is missing; empty: nothing
  bool empty() const { return pieces.empty(); }
};

bool is_attachment(const findings::Message& message, const findings::Part& part);
ToSave letter_to_save(const findings::Message& message);
ToSave attachments_to_save(const findings::Message& message);  // each of them
ToSave part_to_save(const findings::Message& message, std::size_t part);
ToSave file_to_save(const findings::File& file);

// Paths in a folder, none of them taken: "menu.pdf", then "menu (2).pdf".
std::vector<analysis::Piece> in_folder(const QString& folder, std::vector<analysis::Piece> pieces);

}  // namespace cleartext::gui
