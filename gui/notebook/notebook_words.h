// How findings are worded in Eve's notebook. Bytes from the wire are shown printable, never as markup.
#pragma once
#include <QString>
#include <vector>

#include "engine/analysis/recording.h"

namespace cleartext::gui {

QString shown(const std::string& bytes);
QString shown_list(const std::vector<std::string>& names);
QString from_to(const QString& from, const QString& to);
QString size_words(std::uint64_t bytes);
QString credential_meta(const findings::Credential& credential, bool answer_shown);
QString letter_head(const findings::Message& message);
QString letter_meta(const findings::Message& message, bool with_packet);
bool is_letter(const findings::Message& message);  // else a page, a picture or a form of the web
QString station_words(const analysis::Recording& recording, const findings::Message& message);    // "Relay 39"
QString station_details(const analysis::Recording& recording, const findings::Message& message);  // and what it put on top
QString severity_words(const std::string& severity);
QString file_head(const findings::File& file);
QString file_meta(const findings::File& file);

}  // namespace cleartext::gui
