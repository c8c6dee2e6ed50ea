// A page a student with the evidence, and one with students and checks, as plain HTML that needs nothing else.
#pragma once
#include "engine/grading/grade.h"

namespace cleartext::grading {

std::string page(const Result& result, const std::string& name);
std::string overview(const std::vector<Result>& results, const Class& people);
// index.html and a page for each hand-in. A Problem: the folder cannot be written.
tl::expected<void, wire::Problem> write_pages(const std::string& folder, const std::vector<Result>& results, const Class& people);

}  // namespace cleartext::grading
