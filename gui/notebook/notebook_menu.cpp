// What can be taken out of the notebook: copied, or asked to be saved. Where to is asked elsewhere.
#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include "engine/cracking/digest.h"
#include "gui/notebook/notebook.h"
#include "gui/notebook/notebook_words.h"

namespace cleartext::gui {
namespace {

void copy(const QString& words) { QApplication::clipboard()->setText(words); }

// In a menu an ampersand would mark a key.
QString plain(QString words) { return words.replace(QLatin1Char('&'), QStringLiteral("&&")); }

}  // namespace

int Notebook::chosen_row() const {
  const QModelIndex current = view_->currentIndex();
  const int selected = model_->selected_row();
  const bool by_hand = current.isValid() && (selected < 0 || current.data(NotebookModel::selected_role).toBool());
  return by_hand ? current.row() : selected;
}

void Notebook::fill_menu(QMenu& menu, int row) {
  if (row < 0) return;
  if (const auto* credential = model_->credential(row)) fill_credential_menu(menu, *credential);
  if (const auto* letter = model_->letter(row)) fill_letter_menu(menu, *letter, row);
  if (model_->file(row) != nullptr)
    menu.addAction(tr("Save file…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this, [this, row] { save(row); });
  if (!menu.isEmpty()) menu.addSeparator();
  menu.addAction(tr("Copy as text"), QKeySequence(QKeySequence::Copy), this, [this, row] { copy_row(row); });
}

void Notebook::fill_credential_menu(QMenu& menu, const findings::Credential& credential) {
  menu.addAction(tr("Copy user"), this, [user = shown(credential.user)] { copy(user); });
  if (cracking::Digest::of(credential))
    menu.addAction(tr("Try a list of words on this digest"), this, [this, packet = credential.packet] { crack(packet); });
  const bool can = model_->revealed() && !credential.secret.empty();
  const QString words = credential.secret.empty() ? tr("Copy password (it was not said)")
                        : can                     ? tr("Copy password")
                                                  : tr("Copy password (reveal it first: R)");
  menu.addAction(words, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this, [secret = shown(credential.secret)] { copy(secret); })
      ->setEnabled(can);
}

// By its packet, because the recording may be cleared while the menu is open.
void Notebook::crack(std::uint32_t packet) {
  for (int row = 0; row < model_->rowCount(); ++row) {
    const auto* credential = model_->credential(row);
    if (credential == nullptr || credential->packet != packet) continue;
    model_->select(row);
    return Q_EMIT crack_wanted();
  }
}

// The recording may be cleared while the menu is open, so what is chosen is looked up again.
void Notebook::fill_letter_menu(QMenu& menu, const findings::Message& letter, int row) {
  if (is_letter(letter))
    menu.addAction(tr("Save letter as .eml…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this, [this, row] { save(row); });
  QMenu* attachments = menu.addMenu(is_letter(letter) ? tr("Save attachments") : tr("Save what was sent"));
  for (std::size_t i = 0; i < letter.parts.size(); ++i) {
    const findings::Part& part = letter.parts[i];
    if (!is_attachment(letter, part)) continue;
    const QString name = part.filename.empty() ? shown(part.type) : shown(part.filename);
    attachments->addAction(plain(tr("%1, %2…").arg(name, size_words(part.bytes))), this, [this, row, i] {
      const auto* now = model_->letter(row);
      if (now != nullptr && i < now->parts.size()) Q_EMIT save_wanted(part_to_save(*now, i));
    });
  }
  attachments->setEnabled(!attachments->isEmpty());
  if (attachments->isEmpty()) return attachments->setTitle(tr("Save attachments (it has none)"));
  attachments->addSeparator();
  attachments->addAction(tr("All of them into a folder…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), this, [this, row] {
    if (const auto* now = model_->letter(row)) Q_EMIT save_wanted(attachments_to_save(*now));
  });
}

void Notebook::save(int row) {
  const auto* letter = model_->letter(row);
  const auto* file = model_->file(row);
  if (letter != nullptr)
    Q_EMIT save_wanted(is_letter(*letter) ? letter_to_save(*letter) : attachments_to_save(*letter));
  else if (file != nullptr)
    Q_EMIT save_wanted(file_to_save(*file));
  else
    Q_EMIT note_wanted(tr("Nothing is chosen that could be saved."), tr("Choose a letter or a file in Eve's notebook first."));
}

void Notebook::save_chosen() { save(chosen_row()); }

void Notebook::save_attachments() {
  const auto* letter = model_->letter(chosen_row());
  const ToSave save = letter == nullptr ? ToSave{} : attachments_to_save(*letter);
  if (!save.empty())
    Q_EMIT save_wanted(save);
  else
    Q_EMIT note_wanted(tr("No letter with attachments is chosen."), tr("Choose one in Eve's notebook first."));
}

void Notebook::copy_row(int row) {
  if (row < 0) return;
  const QModelIndex index = model_->index(row);
  QStringList words{index.data(NotebookModel::head_role).toString(), index.data(NotebookModel::secret_role).toString(),
                    index.data(NotebookModel::meta_role).toString()};
  words.removeAll(QString());
  copy(words.join(QLatin1Char('\t')));
}

void Notebook::copy_password(int row) {
  const auto* credential = model_->credential(row);
  if (credential == nullptr || credential->secret.empty()) return;
  if (model_->revealed())
    copy(shown(credential->secret));
  else
    Q_EMIT note_wanted(tr("The password is hidden, so it is not copied."), tr("Reveal the passwords first, with R."));
}

}  // namespace cleartext::gui
