"""Everything that is drawn at random: words, names, secrets, texts and bytes. The same seed draws the
same."""
import random

SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi ga go gu ka ke ki ko la le li lo lu ma me mi mo mu na ne ni "
    "no pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we xa xi ya yo za ze zu"
).split()
DOMAINS = (
    "crepes.example hamburger.example zoo.example.org mail.example.net uni.example.edu postamt.example "
    "relay.example.com buero.example"
).split()
LETTERS = {
    "us-ascii": "",
    "utf-8": "äöüßéèçñÅøœ€„“…—жщюяλπΩ日本語🦊🥐",
    "iso-8859-1": "äöüßéèçñÅøæ¿½×",
    "iso-8859-15": "äöüßéèçñÅø€Šžœ",
    "windows-1252": "äöüßéè€„“”…—™š",
    "koi8-r": "приветмирщюяж",
}
CODECS = {"iso-8859-15": "iso8859-15"}
TAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
WILD = TAME + "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\""


def encode(text, charset):
    """The text's bytes in a charset by its mail name."""
    return text.encode(CODECS.get(charset, charset))


class Draw(random.Random):
    """A random.Random with a vocabulary, and what it is to avoid."""

    avoid = frozenset()

    def __init__(self, *seed):
        super().__init__("/".join(map(str, seed)))

    def chance(self, probability):
        """True as often as the probability says."""
        return self.random() < probability

    def size(self, low, high):
        """A size between low and high, small ones being as likely as large ones of their order."""
        if low >= high:
            return low
        exponent = self.uniform(0, (high - low + 1).bit_length())
        return min(high, low + int(2**exponent) - 1)

    def word(self):
        return "".join(self.choice(SYLLABLES) for _ in range(self.randint(1, 4)))

    def words(self, low, high):
        return " ".join(self.word() for _ in range(self.randint(low, high)))

    def foreign_word(self, charset):
        """A word with letters of the charset in it."""
        letters = LETTERS[charset]
        if not letters:
            return self.word()
        return "".join(
            self.choice(letters) if self.chance(0.4) else self.choice(SYLLABLES)
            for _ in range(self.randint(1, 5))
        )

    def foreign_words(self, charset, low, high):
        return " ".join(self.foreign_word(charset) for _ in range(self.randint(low, high)))

    def domain(self):
        return self.choice(DOMAINS)

    def address(self):
        return f"{self.user()}@{self.domain()}"

    def user(self):
        """A mailbox's name."""
        name = self.word()
        return name + self.choice(
            ["", "", "." + self.word(), "-" + self.word(), str(self.randint(1, 99)), "_x"]
        )

    def password(self):
        """Mostly tame, sometimes with whatever a keyboard offers; never blank at its ends."""
        kind = self.random()
        if kind < 0.5:
            return "".join(self.choice(TAME) for _ in range(self.randint(1, 16)))
        if kind < 0.8:
            return "".join(self.choice(WILD) for _ in range(self.randint(3, 30)))
        if kind < 0.9:
            return self.words(2, 4)
        return self.foreign_word("utf-8") + self.word()

    def blob(self, length):
        """Bytes of every kind."""
        return self.randbytes(length)

    def line(self, longest=78):
        """A line of text, sometimes one that a careless reader takes for something else."""
        if self.chance(0.06):
            return self.choice(
                [
                    ".",
                    "..",
                    ".hidden",
                    ". dot",
                    "...",
                    "",
                    "From here",
                    "QUIT",
                    "250 2.0.0 Ok",
                    "+OK",
                    "-ERR",
                    "* 1 FETCH (BODY[] {3}",
                    "--",
                    "--=_",
                    "DATA",
                    "\t.",
                    ">From",
                ]
            )
        text = self.words(1, 12)
        return text[:longest].rstrip()

    def text(self, length):
        """Lines of ASCII, each ended by CRLF, of about so many bytes; 0: none."""
        lines, size = [], 0
        stock = [self.line() for _ in range(40)]
        while size < length:
            line = self.choice(stock)
            lines.append(line)
            size += len(line) + 2
        return "".join(line + "\r\n" for line in lines).encode()

    def foreign_text(self, length, charset):
        """Lines in a charset, each ended by CRLF."""
        lines, size = [], 0
        stock = [self.foreign_words(charset, 1, 9) for _ in range(20)] + [self.line() for _ in range(8)]
        while size < length:
            line = encode(self.choice(stock), charset)
            lines.append(line + b"\r\n")
            size += len(line) + 2
        return b"".join(lines)
