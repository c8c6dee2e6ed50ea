// A question to the newest running lab of this user, be it `serve` or the window.
#pragma once
#include <QJsonObject>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::commands {

struct LabAnswer {
  std::vector<QJsonObject> lines;
  int status = 0;
  std::string refusal;  // empty: done as asked
  std::string remark;   // what is to be said besides; may be empty
};

tl::expected<LabAnswer, wire::Problem> ask_lab(const std::string& request);  // a Problem: no lab answers

}  // namespace cleartext::commands
