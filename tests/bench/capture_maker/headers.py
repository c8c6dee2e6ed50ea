"""Header fields as people's programs write them: encoded words (RFC 2047), folding (RFC 5322, 2.2.3), and
file names in every form that RFC 2045, 2047, 2183 and 2231 know. Each function returns what is written and
what it means."""
import base64

from .draw import LETTERS, TAME, encode

FOLDS = ["\r\n ", "\r\n\t", " "]


def encoded_word(draw, text, charset):
    """One encoded word (RFC 2047, 2) for a text that fits into it."""
    content = encode(text, charset)
    label = draw.choice([charset, charset.upper()]) + ("*en" if draw.chance(0.05) else "")
    if draw.chance(0.5):
        return f"=?{label}?{draw.choice('Bb')}?{base64.b64encode(content).decode()}?="
    body = "".join(chr(b) if chr(b) in TAME else "_" if b == 32 else f"={b:02X}" for b in content)
    return f"=?{label}?{draw.choice('Qq')}?{body}?="


def encoded_run(draw, text, charset, folds=("\r\n ", " ", "\r\n\t")):
    """A text as one or more encoded words; what stands between two of them is not seen (RFC 2047, 6.2)."""
    words, rest = [], text
    while rest:
        count = draw.randint(1, 12)
        words.append(encoded_word(draw, rest[:count], charset))
        rest = rest[count:]
    return "".join(word + draw.choice(folds) for word in words[:-1]) + words[-1]


def foreign_charset(draw):
    return draw.choice([name for name in LETTERS if LETTERS[name]])


def phrase(draw, low, high):
    """Some words, each run of them plain or encoded: (written, meant)."""
    written, meant = [], []
    was_encoded = True
    for _ in range(draw.randint(1, 3)):
        if was_encoded or draw.chance(0.3):
            text = draw.words(low, high)
            was_encoded = False
            written.append(text)
        else:
            charset = foreign_charset(draw)
            text = draw.foreign_words(charset, low, high)
            was_encoded = True
            written.append(encoded_run(draw, text, charset))
        meant.append(text)
    if draw.chance(0.2):  # an encoded word first
        charset = foreign_charset(draw)
        text = draw.foreign_words(charset, 1, 3)
        written.insert(0, encoded_run(draw, text, charset))
        meant.insert(0, text)
    return " ".join(written), " ".join(meant)


def mailbox(draw, address):
    """An address with or without a display name: (written, meant)."""
    kind = draw.random()
    if kind < 0.3:
        return address, address
    if kind < 0.5:
        text = f"{draw.word().title()} {draw.word().title()} <{address}>"
        return text, text
    if kind < 0.65:
        text = f'"{draw.word()}, {draw.word()} \\"{draw.word()}\\"" <{address}>'
        return text, text
    if kind < 0.75:
        text = f"{address} ({draw.word()})"
        return text, text
    if kind < 0.8:
        text = f"{draw.foreign_words('utf-8', 1, 2)} <{address}>"  # RFC 6532
        return text, text
    charset = foreign_charset(draw)
    name = draw.foreign_words(charset, 1, 3)
    return f"{encoded_run(draw, name, charset)} <{address}>", f"{name} <{address}>"


def mailbox_list(draw, addresses):
    """Addresses in one field, folded or not; unfolding takes the line end away and leaves the blank."""
    written, meant = "", ""
    for number, address in enumerate(addresses):
        text, sense = mailbox(draw, address)
        if number:
            fold = draw.choice(FOLDS)
            written += "," + fold
            meant += "," + fold.replace("\r\n", "")
        written += text
        meant += sense
    return written, meant


def file_name(draw):
    """A name for a file: plain ones, and all that a careless reader trips over."""
    ending = draw.choice([".txt", ".pdf", ".png", ".tar.gz", ".docx", "", ".JPG", ".html"])
    kind = draw.random()
    if kind < 0.4:
        return draw.word() + ending
    if kind < 0.5:
        return draw.words(2, 4) + ending
    if kind < 0.6:
        return f"{draw.word()}; {draw.word()}={draw.word()}{ending}"
    if kind < 0.67:
        return f'{draw.word()} "{draw.word()}" \\{draw.word()}{ending}'
    if kind < 0.72:
        return f"100%25 {draw.word()}%41'{draw.word()}{ending}"
    if kind < 0.75:
        return f"../{draw.word()}/{draw.word()}{ending}"
    if kind < 0.9:
        charset = foreign_charset(draw)
        return draw.foreign_words(charset, 1, 3) + ending
    return draw.foreign_words(foreign_charset(draw), 4, 12) + ending


def is_ascii(name):
    return all(" " <= letter <= "~" for letter in name)


def is_token(name):
    return bool(name) and all(letter in TAME + "._-+" for letter in name)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fitting_charset(draw, name):
    """A charset that has all of the name's letters."""
    fits = []
    for charset in LETTERS:
        try:
            encode(name, charset)
            fits.append(charset)
        except UnicodeEncodeError:
            pass
    return draw.choice(fits)


def percent(draw, content):
    """RFC 2231, 7: what is no attribute-char is written as %XX, in either case."""
    pattern = draw.choice(["%{:02X}", "%{:02x}"])
    return "".join(chr(b) if chr(b) in TAME + ".-_" else pattern.format(b) for b in content)


def pieces(draw, text, shortest=6):
    """A text in several pieces."""
    out = []
    while text:
        count = draw.randint(shortest, 30)
        out.append(text[:count])
        text = text[count:]
    return out


def continued(draw, attribute, name):
    """RFC 2231, 3 and 4.1: numbered pieces, plain or encoded, in order; a plain piece is not
    percent-decoded."""
    if is_ascii(name) and draw.chance(0.5):
        return [f"{attribute}*{i}={quoted(piece)}" for i, piece in enumerate(pieces(draw, name))]
    charset = fitting_charset(draw, name)
    out = []
    for i, piece in enumerate(pieces(draw, name)):
        plain = i and is_ascii(piece) and not ("%" in piece and "percent-in-plain-piece" in draw.avoid)
        if plain and draw.chance(0.5):
            out.append(f"{attribute}*{i}={quoted(piece)}")
        else:
            head = f"{charset}'{draw.choice(['', 'en', 'de'])}'" if i == 0 else ""
            out.append(f"{attribute}*{i}*={head}{percent(draw, encode(piece, charset))}")
    return out


def name_parameter(draw, attribute, name):
    """The parameters that carry a file name, in one of the forms that can."""
    attribute = draw.choice([attribute, attribute, attribute.upper(), attribute.title()])
    forms = ["extended", "continued", "words", "words"]
    if is_ascii(name):
        forms += ["quoted"] * 4
    else:
        forms.append("raw")
    if is_token(name):
        forms += ["token"] * 3
    form = draw.choice(forms)
    if form == "token":
        return [f"{attribute}={name}"]
    if form in ("quoted", "raw"):
        return [f"{attribute}={quoted(name)}"]
    if form == "continued":
        return continued(draw, attribute, name)
    charset = fitting_charset(draw, name)
    if form == "words":
        return [f'{attribute}="{encoded_run(draw, name, charset, (" ", chr(13) + chr(10) + " "))}"']
    star = f"{attribute}*={charset}'{draw.choice(['', 'fr'])}'{percent(draw, encode(name, charset))}"
    return [f"{attribute}=fallback.bin", star] if draw.chance(0.3) else [star]


def joined(draw, value, parameters):
    """A value and its parameters, folded here and there."""
    text = value
    for parameter in parameters:
        text += ";" + draw.choice([" ", " ", "\r\n ", "\r\n\t", ""]) + parameter
    return text
