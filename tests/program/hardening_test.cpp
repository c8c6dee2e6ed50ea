// The compiler's hardening, looked for in the programs that were built. Other builds than a release by g++ have none of it,
// and no such test.
#include <gtest/gtest.h>

#include "tests/program/program.h"

namespace cleartext {
namespace {

#ifdef HARDENED

QString readelf(const QString& what, const QString& program) {
  const auto ran = run_tool(QStringLiteral("readelf"), {QStringLiteral("--wide"), what, program});
  EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
  return ran.out;
}

TEST(Hardening, both_programs_have_it) {
  for (const auto& program : {QStringLiteral(PROGRAM), QStringLiteral(PROGRAM "-lab")}) {
    SCOPED_TRACE(program.toStdString());
    EXPECT_TRUE(readelf(QStringLiteral("--file-header"), program).contains(QStringLiteral("DYN (Position-Independent")));
    const auto segments = readelf(QStringLiteral("--segments"), program);
    EXPECT_TRUE(segments.contains(QStringLiteral("GNU_RELRO")));
    EXPECT_TRUE(readelf(QStringLiteral("--dynamic"), program).contains(QStringLiteral("BIND_NOW")));
    const auto symbols = readelf(QStringLiteral("--dyn-syms"), program);
    EXPECT_TRUE(symbols.contains(QStringLiteral("__stack_chk_fail")));
    EXPECT_TRUE(symbols.contains(QStringLiteral("_chk@")));
    EXPECT_TRUE(symbols.contains(QStringLiteral("__glibcxx_assert_fail")));
  }
}

#endif

}  // namespace
}  // namespace cleartext
