// The folder that a Gradescope-style platform is given: it makes an autograder of it, which runs this program on each
// submission. setup.sh runs once on the platform's machine, run_autograder for each submission.
#pragma once
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::grading {

struct BundleParts {
  std::string program;            // the one that grades and does nothing else
  std::string lessons;            // the folder with the lessons
  std::string class_key, roster;  // files, may be empty
  std::string language = "en";    // of what students and teachers read in the results
};
tl::expected<void, wire::Problem> write_bundle(const std::string& folder, const BundleParts& parts);

}  // namespace cleartext::grading
