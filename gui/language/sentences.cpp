// One line a form. A test looks for each of them where it is said, and for what is said and has no form.
#include "gui/language/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <cstring>
#include <functional>
#include <vector>

namespace cleartext::gui {
namespace {

// NOLINTBEGIN(bugprone-suspicious-missing-comma): a long sentence stands on two lines
constexpr const char* forms[] = {
    // of jobs
    QT_TRANSLATE_NOOP("Sentences", "%1 bytes received."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is on the server."),
    QT_TRANSLATE_NOOP("Sentences", "It was added to %1."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is called %2 now."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is gone from the server."),
    QT_TRANSLATE_NOOP("Sentences", "The folder %1 is on the server."),
    QT_TRANSLATE_NOOP("Sentences", "In the address, at character %1, there should be %2."),
    QT_TRANSLATE_NOOP("Sentences", "The server did not let you in: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The server did not let %1 in."),
    QT_TRANSLATE_NOOP("Sentences", "The server said: %1"),
    QT_TRANSLATE_NOOP("Sentences", "Everything was done."),
    QT_TRANSLATE_NOOP("Sentences", "No letter about \"%1\" was fetched, so there is nothing to answer or to pass on."),
    QT_TRANSLATE_NOOP("Sentences", "The letter goes to nobody: there is no address."),
    QT_TRANSLATE_NOOP("Sentences", "The mail server has taken the letter: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The mail server did not take the letter: %1"),
    QT_TRANSLATE_NOOP("Sentences", "%1 letter fetched."),
    QT_TRANSLATE_NOOP("Sentences", "%1 letters fetched."),
    QT_TRANSLATE_NOOP("Sentences", "The mailbox could not be fetched: %1"),
    QT_TRANSLATE_NOOP("Sentences", "Nobody in the lab is called %1."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody in the lab writes from %1."),
    QT_TRANSLATE_NOOP("Sentences", "%1 has no mail server of its own: say which one."),
    QT_TRANSLATE_NOOP("Sentences", "There is no machine called %1 in the lab."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is not a port."),
    QT_TRANSLATE_NOOP("Sentences", "The data connection could not be opened, or it broke."),
    QT_TRANSLATE_NOOP("Sentences",
                      "The server's greeting has no timestamp, so there is nothing to make a digest of: it does not know APOP."),
    QT_TRANSLATE_NOOP("Sentences", "The server does not offer AUTH %1."),
    QT_TRANSLATE_NOOP("Sentences", "The server has no such file."),
    QT_TRANSLATE_NOOP("Sentences", "The server does not allow it."),
    QT_TRANSLATE_NOOP("Sentences", "There is one of that name already."),
    QT_TRANSLATE_NOOP("Sentences", "The server only says that it failed."),
    QT_TRANSLATE_NOOP("Sentences", "The server did not remove the folder. It must be empty for that."),
    QT_TRANSLATE_NOOP("Sentences", "It was broken off."),
    QT_TRANSLATE_NOOP("Sentences", "SSH could not be agreed on: %1."),
    QT_TRANSLATE_NOOP("Sentences", "The server's key is not the one that this program knows, so no password was said."),
    QT_TRANSLATE_NOOP("Sentences", "The server does not speak SFTP."),
    // of connections
    QT_TRANSLATE_NOOP("Sentences", "Nobody listens at %1."),
    QT_TRANSLATE_NOOP("Sentences", "%1 did not answer."),
    QT_TRANSLATE_NOOP("Sentences", "The connection to %1 broke."),
    QT_TRANSLATE_NOOP("Sentences", "The connection to %1 failed: %2."),
    QT_TRANSLATE_NOOP("Sentences", "TLS was asked for where there can be none."),
    QT_TRANSLATE_NOOP("Sentences", "Nothing was heard from %1 for too long."),
    QT_TRANSLATE_NOOP("Sentences", "The connection was broken off."),
    // of files
    QT_TRANSLATE_NOOP("Sentences", "The file %1 cannot be read: %2."),
    QT_TRANSLATE_NOOP("Sentences", "Check its name."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is a folder, not a capture file."),
    QT_TRANSLATE_NOOP("Sentences", "The file is empty."),
    QT_TRANSLATE_NOOP("Sentences", "The file is too short to be a capture."),
    QT_TRANSLATE_NOOP("Sentences", "The file is not a capture: it begins neither like pcap nor like pcapng."),
    QT_TRANSLATE_NOOP("Sentences", "The file is compressed with gzip and ends too early."),
    QT_TRANSLATE_NOOP("Sentences", "The key log %1 cannot be read: %2."),
    QT_TRANSLATE_NOOP("Sentences", "A key log is what a program writes whose SSLKEYLOGFILE names a file."),
    QT_TRANSLATE_NOOP("Sentences", "There is no word in %1."),
    QT_TRANSLATE_NOOP("Sentences", "A list of words is a file with one word a line."),
    QT_TRANSLATE_NOOP("Sentences", "%1 cannot be written: %2."),
    QT_TRANSLATE_NOOP("Sentences", "Choose another folder."),
    // of a class
    QT_TRANSLATE_NOOP("Sentences", "The roster %1 cannot be read."),
    QT_TRANSLATE_NOOP("Sentences", "The roster %1 is not UTF-8. It was read as Windows-1252: look at the names."),
    QT_TRANSLATE_NOOP("Sentences", "The roster %1 has no column called id in its first line."),
    QT_TRANSLATE_NOOP("Sentences", "It is a CSV file with the columns id and name."),
    QT_TRANSLATE_NOOP("Sentences", "The roster %1 has the id %2 twice, for \"%3\" and for \"%4\". The first one counts."),
    QT_TRANSLATE_NOOP("Sentences", "The roster %1 has the id %2 again as %3, for \"%4\" and for \"%5\". The first one counts."),
    QT_TRANSLATE_NOOP("Sentences", "The class key %1 cannot be read, or is empty."),
    QT_TRANSLATE_NOOP("Sentences", "A class key is a file with any secret text, for example from `openssl rand -hex 32`."),
    QT_TRANSLATE_NOOP("Sentences", "The class key %1 is empty."),
    QT_TRANSLATE_NOOP("Sentences", "A student's id is one line of at most 64 letters."),
    QT_TRANSLATE_NOOP("Sentences", "A token is 64 hexadecimal digits."),
    QT_TRANSLATE_NOOP("Sentences", "Copy it from the list that your teacher made."),
    // of the network
    QT_TRANSLATE_NOOP("Sentences", "Packets on %1 cannot be captured: %2."),
    QT_TRANSLATE_NOOP("Sentences", "Run cleartext doctor to see what this machine allows."),
    QT_TRANSLATE_NOOP("Sentences", "This user may not capture on the loopback interface."),
    QT_TRANSLATE_NOOP("Sentences", "The command `cleartext doctor` says how to allow it."),
    QT_TRANSLATE_NOOP("Sentences", "The command `cleartext doctor` says what to do for either."),
    QT_TRANSLATE_NOOP("Sentences", "Port %1 on %2 is taken by another program."),
    // of what made it easy for Eve
    QT_TRANSLATE_NOOP("Sentences", "a user"),
    QT_TRANSLATE_NOOP("Sentences",
                      "The cookie of a session crossed the network in the clear: who repeats it is that user, without any password."),
    QT_TRANSLATE_NOOP("Sentences",
                      "%1 was said after the wish to encrypt and before encryption began: a server that carries it over takes an "
                      "attacker's words for its client's (RFC 3207, 6)."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Someone on the way crossed out a line of what the server can do; where STARTTLS stood, everything now stays in the clear."),
    QT_TRANSLATE_NOOP("Sentences",
                      "This server offers encryption in another conversation, but not in this one: someone between the two may have taken "
                      "the offer out, and everything stays in the clear."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The client asked for encryption, was refused, and went on in the clear: whoever can forge that refusal can read everything."),
    QT_TRANSLATE_NOOP("Sentences", "In packet %1 the server agreed to encrypt, and all the same everything went on in the clear."),
    QT_TRANSLATE_NOOP("Sentences", "The server offered encryption in packet %1, and the client went on in the clear."),
    QT_TRANSLATE_NOOP("Sentences",
                      "%1 asks the server to open a data connection to %2, a third machine: so a server is made to knock on doors that the "
                      "client cannot reach (RFC 2577, 3)."),
    QT_TRANSLATE_NOOP("Sentences", "%1 is logged in, and writes as %2."),
    QT_TRANSLATE_NOOP("Sentences", "%1 delivers a letter that claims to come from %2."),
    QT_TRANSLATE_NOOP("Sentences", "%1 delivers a letter that claims to come from %2; nothing here shows that it may."),
    QT_TRANSLATE_NOOP("Sentences", "%1 uses one password for %2 and, in packet %3, for %4: who hears one has both."),
    QT_TRANSLATE_NOOP("Sentences", "Anyone may come in without a name; this one calls himself %1."),
    QT_TRANSLATE_NOOP("Sentences", "Anyone may come in as %1, and calls himself %2."),
    QT_TRANSLATE_NOOP("Sentences", "A token of %1 crossed the network in the clear: who repeats it is that user, without any password."),
    QT_TRANSLATE_NOOP("Sentences", "The password of %1 crossed the network in a form that every listener can read."),
    QT_TRANSLATE_NOOP("Sentences", "The password of %1 is written in base64. That is a spelling, not a secret: anyone reads it back."),
    QT_TRANSLATE_NOOP("Sentences", "A part of type %1 says that seven bits are enough, and has bytes of eight."),
    QT_TRANSLATE_NOOP("Sentences",
                      "The letter has bytes of eight bits, and its envelope did not say BODY=8BITMIME: a server may take the eighth bit "
                      "away (RFC 6152)."),
    QT_TRANSLATE_NOOP("Sentences", "The letter says it is from %1, its envelope from %2."),
    QT_TRANSLATE_NOOP("Sentences",
                      "A single dot stands between line ends that are not CR LF. One server takes it for the end of the letter, the next "
                      "one does not: so a second letter can be smuggled in (RFC 5321, 4.1.1.4)."),
    QT_TRANSLATE_NOOP("Sentences", "The two agreed on %1: it signs what is said, and hides nothing of it."),
    QT_TRANSLATE_NOOP("Sentences", "The two agreed on %1, which is no longer held to be safe (RFC 8996)."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The certificate of %1 is signed by itself: nobody vouches for it, and whoever stands between the two can show one just like it."),
    QT_TRANSLATE_NOOP("Sentences", "The certificate of %1 was valid until %2 only: a client that goes on does not look."),
};
// NOLINTEND(bugprone-suspicious-missing-comma)

struct Form {
  QString begins;  // before the first place: most sentences are told apart by it
  QRegularExpression shape;
  const char* words;
};

// "%1 is called %2 now." as what such a sentence looks like; the names in it are the captures.
const std::vector<Form>& shapes() {
  static const std::vector<Form> all = [] {
    std::vector<Form> made;
    for (const char* words : forms) {
      QString shape = QRegularExpression::escape(QString::fromUtf8(words));
      shape.replace(QRegularExpression(QStringLiteral("\\\\%[1-9]")), QStringLiteral("(.+)"));
      made.push_back({QString::fromUtf8(words).section(QLatin1Char('%'), 0, 0),
                      QRegularExpression(QRegularExpression::anchoredPattern(shape), QRegularExpression::DotMatchesEverythingOption),
                      words});
    }
    std::ranges::stable_sort(made, std::greater(),
                             [](const Form& form) { return std::strlen(form.words); });  // the one that says most goes first
    return made;
  }();
  return all;
}

// "%2 says %1": each place once, whatever the names hold.
QString filled(const QString& words, const QStringList& names) {
  QString text;
  for (qsizetype at = 0; at < words.size(); ++at) {
    const int place = words[at] == QLatin1Char('%') && at + 1 < words.size() ? words[at + 1].digitValue() : 0;
    if (place < 1 || place > names.size()) {
      text += words[at];
      continue;
    }
    text += names[place - 1];
    ++at;
  }
  return text;
}

}  // namespace

QString in_our_words(const QString& sentence) {
  for (const Form& form : shapes()) {
    if (!sentence.startsWith(form.begins)) continue;
    const auto match = form.shape.match(sentence);
    if (!match.hasMatch()) continue;
    const QString ours = QCoreApplication::translate("Sentences", form.words);
    QStringList names = match.capturedTexts().mid(1);
    names.replaceInStrings(QRegularExpression(QStringLiteral("^a user$")), QCoreApplication::translate("Sentences", "a user"));
    return filled(ours, names);
  }
  return sentence;
}

QString in_our_words(const std::string& sentence) { return in_our_words(QString::fromStdString(sentence)); }

QStringList sentence_forms() {
  QStringList all;
  for (const char* words : forms) all << QString::fromUtf8(words);
  return all;
}

}  // namespace cleartext::gui
