<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AnswerRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 %2 s</source>
        <translation>%1 %2 s</translation>
    </message>
</context>
<context>
    <name>AskRow</name>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>Base64Plot</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 by %2, packet %3</source>
        <translation>%1 von %2, Paket %3</translation>
    </message>
    <message>
        <source>What base64 costs</source>
        <translation>Was base64 kostet</translation>
    </message>
    <message>
        <source>%1: %2, on the wire %3, %4 more</source>
        <translation>%1: %2, auf der Leitung %3, %4 mehr</translation>
    </message>
    <message>
        <source>the bytes themselves</source>
        <translation>die Bytes selbst</translation>
    </message>
    <message>
        <source>four letters for three bytes</source>
        <translation>vier Buchstaben für drei Bytes</translation>
    </message>
    <message>
        <source>line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>%1: %2 became %3, %4 more</source>
        <translation>%1: aus %2 wurden %3, %4 mehr</translation>
    </message>
    <message>
        <source>%1
%2, as letters %3, with line ends %4</source>
        <translation>%1
%2, als Buchstaben %3, mit Zeilenenden %4</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>On the bench</source>
        <translation>Auf der Werkbank</translation>
    </message>
</context>
<context>
    <name>BitsView</name>
    <message>
        <source>Base64, step by step</source>
        <translation>Base64, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Arrow keys go from one group of four letters to the next and select it on the wire.</source>
        <translation>Die Pfeiltasten gehen von einer Vierergruppe zur nächsten und wählen sie auf der Leitung aus.</translation>
    </message>
    <message>
        <source>Letters %1, numbers %2, bytes %3</source>
        <translation>Buchstaben %1, Zahlen %2, Bytes %3</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>Book</name>
    <message>
        <source>This page exists in English only.</source>
        <translation>Diese Seite gibt es nur auf Englisch.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Wähle einen anderen Ort.</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Act</source>
        <translation>Akt</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Next goes by</source>
        <translation>Weiter geht es um</translation>
    </message>
    <message>
        <source>Time since the first packet</source>
        <translation>Zeit seit dem ersten Paket</translation>
    </message>
    <message>
        <source>No pause</source>
        <translation>Ohne Pause</translation>
    </message>
    <message>
        <source>Pace %1 s</source>
        <translation>Tempo %1 s</translation>
    </message>
    <message>
        <source>Pace of Play</source>
        <translation>Tempo beim Abspielen</translation>
    </message>
    <message>
        <source>How long Play waits before each line</source>
        <translation>Wie lange beim Abspielen vor jeder Zeile gewartet wird</translation>
    </message>
    <message>
        <source>As it was at packet %1</source>
        <translation>Wie es bei Paket %1 war</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Part of a file</source>
        <translation>Teil einer Datei</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>Reading was stopped before the end of the file.</source>
        <translation>Das Lesen wurde vor dem Ende der Datei angehalten.</translation>
    </message>
    <message>
        <source>Packet</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>What Next lets through: a whole act, one command, or one packet</source>
        <translation>Was Weiter durchlässt: einen ganzen Akt, einen Befehl oder ein Paket</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Show everything again that was captured (Ctrl+Space)</source>
        <translation>Wieder alles zeigen, was mitgeschnitten wurde (Strg+Leertaste)</translation>
    </message>
    <message>
        <source>The view stays as it is, while the capture goes on (Ctrl+Space)</source>
        <translation>Die Ansicht bleibt, wie sie ist; der Mitschnitt läuft weiter (Strg+Leertaste)</translation>
    </message>
</context>
<context>
    <name>BytesView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Select a line or a packet. Its bytes will appear here, as they crossed the wire.</source>
        <translation>Wähle eine Zeile oder ein Paket. Hier erscheinen dann seine Bytes, wie sie über die Leitung gingen.</translation>
    </message>
    <message>
        <source>Packet %1</source>
        <translation>Paket %1</translation>
    </message>
</context>
<context>
    <name>CaptureWindow</name>
    <message>
        <source>Everything before it is shown.</source>
        <translation>Alles davor wird gezeigt.</translation>
    </message>
    <message>
        <source>%1 holds no packets, so there is nothing to show.</source>
        <translation>%1 enthält keine Pakete, also gibt es nichts zu zeigen.</translation>
    </message>
    <message>
        <source>Choose another capture, or record this one again while something is said.</source>
        <translation>Wähle eine andere Aufzeichnung, oder nimm diese noch einmal auf, während etwas gesagt wird.</translation>
    </message>
    <message>
        <source>%1 cannot be shown. %2</source>
        <translation>%1 kann nicht gezeigt werden. %2</translation>
    </message>
    <message>
        <source>Choose a .pcap or .pcapng file, as Wireshark, tcpdump and Cleartext write them. It may be compressed with gzip.</source>
        <translation>Wähle eine .pcap- oder .pcapng-Datei, wie Wireshark, tcpdump und Cleartext sie schreiben. Sie darf mit gzip gepackt sein.</translation>
    </message>
    <message>
        <source>This capture needs more memory than this machine has to spare. What is shown is its beginning: %1.</source>
        <translation>Dieser Mitschnitt braucht mehr Speicher, als dieser Rechner übrig hat. Gezeigt wird sein Anfang: %1.</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>`cleartext analyze` reads all of it, however large it is.</source>
        <translation>`cleartext analyze` liest ihn ganz, wie groß er auch ist.</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>1 point</source>
        <translation>1 Punkt</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>Packet number</source>
        <translation>Paketnummer</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Then click the line or the packet, anywhere in the window</source>
        <translation>Klicke danach die Zeile oder das Paket an, irgendwo im Fenster</translation>
    </message>
    <message>
        <source>Pick the packet in the window: %1</source>
        <translation>Das Paket im Fenster wählen: %1</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Deine Antwort</translation>
    </message>
    <message>
        <source>Click it now</source>
        <translation>Jetzt anklicken</translation>
    </message>
    <message>
        <source>To packet %1</source>
        <translation>Zu Paket %1</translation>
    </message>
    <message>
        <source>Look at packet %1</source>
        <translation>Sieh Paket %1 an</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Richtig.</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>, then </source>
        <translation>, dann </translation>
    </message>
    <message>
        <source>The server does not know this word. Below stands what may be said.</source>
        <translation>Der Server kennt dieses Wort nicht. Unten steht, was gesagt werden darf.</translation>
    </message>
    <message>
        <source>The server does not know this word. Is %1 meant?</source>
        <translation>Der Server kennt dieses Wort nicht. Ist %1 gemeint?</translation>
    </message>
    <message>
        <source>Not yet. First say %1.</source>
        <translation>Noch nicht. Sag zuerst %1.</translation>
    </message>
    <message>
        <source>Not now. It may be said %1.</source>
        <translation>Jetzt nicht. Es darf gesagt werden: %1.</translation>
    </message>
    <message>
        <source>The words after it do not fit. Its form is: %1</source>
        <translation>Was dahinter steht, passt nicht. So ist es richtig: %1</translation>
    </message>
    <message>
        <source>Not now, but the same may work later.</source>
        <translation>Jetzt nicht, aber später kann dasselbe gelingen.</translation>
    </message>
    <message>
        <source>%1 You may go on with something else.</source>
        <translation>%1 Es kann mit etwas anderem weitergehen.</translation>
    </message>
    <message>
        <source>Understood, and refused. You may go on with something else.</source>
        <translation>Verstanden und abgelehnt. Es kann mit etwas anderem weitergehen.</translation>
    </message>
</context>
<context>
    <name>ConsoleInput</name>
    <message>
        <source>What you say</source>
        <translation>Was du sagst</translation>
    </message>
    <message>
        <source>Enter sends the line. Tab completes it. Up and Down bring back earlier lines.</source>
        <translation>Eingabe schickt die Zeile ab. Tab ergänzt sie. Auf und Ab holen frühere Zeilen zurück.</translation>
    </message>
</context>
<context>
    <name>ConsoleTalk</name>
    <message>
        <source>From here on everything is encrypted. Eve sees that you speak, and not what you say.</source>
        <translation>Ab hier ist alles verschlüsselt. Eve sieht, dass du sprichst, aber nicht, was.</translation>
    </message>
    <message>
        <source>The connection is closed.</source>
        <translation>Die Verbindung ist beendet.</translation>
    </message>
</context>
<context>
    <name>ConsoleText</name>
    <message>
        <source>What was said and heard</source>
        <translation>Was gesagt und gehört wurde</translation>
    </message>
</context>
<context>
    <name>ConsoleView</name>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Choose a server and connect. Then type what a program would say. The coach shows what may be said, and what a refusal meant.</source>
        <translation>Wähle einen Server und verbinde dich. Tippe dann, was ein Programm sagen würde. Der Coach zeigt, was gesagt werden darf und was ein Nein bedeutet.</translation>
    </message>
    <message>
        <source>Server and port</source>
        <translation>Server und Port</translation>
    </message>
    <message>
        <source>From whose machine</source>
        <translation>Von wessen Rechner</translation>
    </message>
    <message>
        <source>from you</source>
        <translation>von dir</translation>
    </message>
    <message>
        <source>from Alice&apos;s machine</source>
        <translation>von Alices Rechner</translation>
    </message>
    <message>
        <source>from Bob&apos;s machine</source>
        <translation>von Bobs Rechner</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>Show how each line ends</source>
        <translation>Zeigen, wie jede Zeile endet</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>No lab runs here, so there is nobody to speak to. Start Cleartext without a capture to get one.</source>
        <translation>Hier läuft kein Labor, also ist niemand zum Sprechen da. Starte Cleartext ohne Mitschnitt, dann gibt es eins.</translation>
    </message>
    <message>
        <source>Console · %1</source>
        <translation>Konsole · %1</translation>
    </message>
    <message>
        <source>A dot alone ends the letter</source>
        <translation>Ein einzelner Punkt beendet den Brief</translation>
    </message>
    <message>
        <source>Tab completes · Enter sends CR LF</source>
        <translation>Tab ergänzt · Eingabe schickt CR LF</translation>
    </message>
    <message>
        <source>Enter: to type here</source>
        <translation>Eingabetaste: hier schreiben</translation>
    </message>
    <message>
        <source>Esc: keys to the clicker · B blanks</source>
        <translation>Esc: zurück zum Presenter · B macht schwarz</translation>
    </message>
</context>
<context>
    <name>Course</name>
    <message>
        <source>Cleartext ended before it was closed, while the lesson %1 was open.</source>
        <translation>Cleartext endete, bevor es geschlossen wurde, während die Lektion %1 offen war.</translation>
    </message>
    <message>
        <source>What you made is kept.</source>
        <translation>Was du gemacht hast, ist erhalten.</translation>
    </message>
    <message>
        <source>Take it up again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>Reset the lab, or open the window again.</source>
        <translation>Setze das Labor zurück, oder öffne das Fenster neu.</translation>
    </message>
    <message>
        <source>Mend it and save it: it is read again. Until then the lesson is shown as it was.</source>
        <translation>Bessere es aus und speichere: Es wird neu gelesen. Bis dahin wird die Lektion gezeigt, wie sie war.</translation>
    </message>
    <message>
        <source>The command &quot;cleartext lessons --check&quot; lists everything that is wrong with it.</source>
        <translation>Der Befehl &quot;cleartext lessons --check&quot; nennt alles, was daran nicht stimmt.</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>Open a lesson&apos;s folder</source>
        <translation>Den Ordner einer Lektion öffnen</translation>
    </message>
    <message>
        <source>There is no lesson in %1.</source>
        <translation>In %1 ist keine Lektion.</translation>
    </message>
    <message>
        <source>A lesson&apos;s folder holds a lesson.yaml. &quot;cleartext lessons --new NAME&quot; makes one to begin with.</source>
        <translation>Der Ordner einer Lektion enthält eine lesson.yaml. &quot;cleartext lessons --new NAME&quot; legt einen zum Anfangen an.</translation>
    </message>
    <message>
        <source>The report is saved.</source>
        <translation>Der Bericht ist gespeichert.</translation>
    </message>
    <message>
        <source>Your best run so far is kept: %1 of %2 checks. This one begins with nothing captured.</source>
        <translation>Dein bisher bester Durchgang ist aufgehoben: %1 von %2 Prüfpunkten. Dieser hier beginnt ohne Aufzeichnung.</translation>
    </message>
    <message>
        <source>A step of the lesson is still running.</source>
        <translation>Ein Schritt der Lektion läuft noch.</translation>
    </message>
    <message>
        <source>Finish it with Next act under Lesson, or reset the lab. Then begin the task.</source>
        <translation>Beende ihn mit Nächster Akt unter Lektion, oder setze das Labor zurück. Beginne dann die Aufgabe.</translation>
    </message>
    <message>
        <source>Save what you hand in</source>
        <translation>Speichern, was du abgibst</translation>
    </message>
    <message>
        <source>Hand-ins (*.pcapng)</source>
        <translation>Abgaben (*.pcapng)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Den Bericht speichern</translation>
    </message>
    <message>
        <source>Page (*.html);;Paper (*.pdf)</source>
        <translation>Seite (*.html);;Papier (*.pdf)</translation>
    </message>
    <message>
        <source>The lesson is played again, now with your own names and words.</source>
        <translation>Die Lektion wird noch einmal gespielt, nun mit deinen eigenen Namen und Wörtern.</translation>
    </message>
    <message>
        <source>Packets have new numbers in it.</source>
        <translation>Die Pakete haben darin neue Nummern.</translation>
    </message>
    <message>
        <source>What was captured until then is in %1.</source>
        <translation>Was bis dahin mitgeschnitten wurde, liegt in %1.</translation>
    </message>
    <message>
        <source>A report of the failure is in %1.</source>
        <translation>Ein Bericht über den Fehler liegt in %1.</translation>
    </message>
    <message>
        <source>Cleartext ended before it was closed, while the free lab was open.</source>
        <translation>Cleartext endete, bevor es geschlossen wurde, während das freie Labor offen war.</translation>
    </message>
    <message>
        <source>Open what was captured</source>
        <translation>Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>While it is your turn, the lesson&apos;s programs finish what they have begun.</source>
        <translation>Während du dran bist, bringen die Programme der Lektion zu Ende, was sie begonnen haben.</translation>
    </message>
    <message>
        <source>Reset the lab (Ctrl+R) to play its acts once more.</source>
        <translation>Setze das Labor zurück (Strg+R), um ihre Akte noch einmal zu spielen.</translation>
    </message>
    <message>
        <source>Nothing was captured yet.</source>
        <translation>Noch ist nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>For tasks that only look, play the acts under Lesson first.</source>
        <translation>Für Aufgaben zum Hinsehen spiele zuerst die Akte unter Lektion.</translation>
    </message>
    <message>
        <source>The lab begins anew. What was captured before is kept.</source>
        <translation>Das Labor beginnt neu. Was vorher aufgezeichnet wurde, ist aufgehoben.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>CrackingPage</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Eve has heard no digest yet. Where a log-in says a digest instead of a password (APOP, CRAM-MD5), she can try a list of words on it here.</source>
        <translation>Eve hat noch keinen Hashwert gehört. Wo eine Anmeldung statt des Passworts einen Hashwert sagt (APOP, CRAM-MD5), kann sie hier eine Wortliste daran ausprobieren.</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>How much of the list was tried</source>
        <translation>Wie viel der Liste ausprobiert ist</translation>
    </message>
    <message>
        <source>Common words</source>
        <translation>Häufige Wörter</translation>
    </message>
    <message>
        <source>Which list of words is tried</source>
        <translation>Welche Wortliste ausprobiert wird</translation>
    </message>
    <message>
        <source>A list of your own…</source>
        <translation>Eine eigene Liste…</translation>
    </message>
    <message>
        <source>A list of words, one a line</source>
        <translation>Eine Wortliste, ein Wort je Zeile</translation>
    </message>
    <message>
        <source>%1 of %2 guesses, %3 a second</source>
        <translation>%1 von %2 Versuchen, %3 je Sekunde</translation>
    </message>
    <message>
        <source>%1 (%2, packet %3)</source>
        <translation>%1 (%2, Paket %3)</translation>
    </message>
    <message>
        <source>%1: %2, at guess %3.</source>
        <translation>%1: %2, beim Versuch %3.</translation>
    </message>
    <message>
        <source>%1: not among %2 guesses.</source>
        <translation>%1: nicht unter %2 Versuchen.</translation>
    </message>
    <message>
        <source>Cancelled after %1 guesses.</source>
        <translation>Nach %1 Versuchen abgebrochen.</translation>
    </message>
    <message>
        <source>%1 %2 guesses in %3 seconds, %4 a second.</source>
        <translation>%1 %2 Versuche in %3 Sekunden, %4 je Sekunde.</translation>
    </message>
    <message>
        <source>Try a list of words on this digest</source>
        <translation>Eine Wortliste an diesem Hashwert ausprobieren</translation>
    </message>
    <message>
        <source>Try a list of words on %1 digests</source>
        <translation>Eine Wortliste an %1 Hashwerten ausprobieren</translation>
    </message>
    <message>
        <source>Nothing crosses the wire for it: Eve tries at home, as often as she likes.</source>
        <translation>Dafür geht nichts über die Leitung: Eve probiert zu Hause, so oft sie will.</translation>
    </message>
</context>
<context>
    <name>CrackingPlot</name>
    <message>
        <source>digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>letters and digits</source>
        <translation>Buchstaben und Ziffern</translation>
    </message>
    <message>
        <source>all signs</source>
        <translation>alle Zeichen</translation>
    </message>
    <message>
        <source>words of a list</source>
        <translation>Wörter einer Liste</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>weniger als eine Sekunde</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 Sekunden</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 Stunden</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 Jahre</translation>
    </message>
    <message>
        <source>%1 million years</source>
        <translation>%1 Millionen Jahre</translation>
    </message>
    <message>
        <source>longer than stars burn</source>
        <translation>länger, als Sterne brennen</translation>
    </message>
    <message>
        <source>Guesses a second, and time against length</source>
        <translation>Versuche je Sekunde, und die Zeit nach der Länge</translation>
    </message>
    <message>
        <source>Why length wins</source>
        <translation>Warum die Länge gewinnt</translation>
    </message>
    <message>
        <source>%1 guesses a second</source>
        <translation>%1 Versuche je Sekunde</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>Guesses a second</source>
        <translation>Versuche je Sekunde</translation>
    </message>
    <message>
        <source>1,000 years</source>
        <translation>1000 Jahre</translation>
    </message>
    <message>
        <source>a million years</source>
        <translation>eine Million Jahre</translation>
    </message>
    <message>
        <source>age of the universe</source>
        <translation>Alter des Universums</translation>
    </message>
    <message>
        <source>Signs, or words, in the password</source>
        <translation>Zeichen oder Wörter im Passwort</translation>
    </message>
    <message>
        <source>To try everything at this rate</source>
        <translation>Um alles in diesem Takt zu probieren</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>Blank screen. Any key shows the view again.</source>
        <translation>Schwarzer Bildschirm. Jede Taste zeigt die Ansicht wieder.</translation>
    </message>
</context>
<context>
    <name>DialogueModel</name>
    <message>
        <source>… 1 more line</source>
        <translation>… 1 weitere Zeile</translation>
    </message>
    <message>
        <source>… %1 more lines</source>
        <translation>… %1 weitere Zeilen</translation>
    </message>
    <message>
        <source>Packet %1, client: %2</source>
        <translation>Paket %1, Client: %2</translation>
    </message>
    <message>
        <source>Packet %1, server: %2</source>
        <translation>Paket %1, Server: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>stream %1</source>
        <translation>Strom %1</translation>
    </message>
    <message>
        <source>data connection, stream %1, %2 bytes</source>
        <translation>Datenverbindung, Strom %1, %2 Bytes</translation>
    </message>
    <message>
        <source>next</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>%1 will say next: %2</source>
        <translation>%1 sagt als Nächstes: %2</translation>
    </message>
    <message>
        <source>data connection, stream %1</source>
        <translation>Datenverbindung, Strom %1</translation>
    </message>
</context>
<context>
    <name>DialogueView</name>
    <message>
        <source>Dialogue</source>
        <translation>Dialog</translation>
    </message>
    <message>
        <source>What client and server say, line by line. Enter opens folded lines, Ctrl+C copies.</source>
        <translation>Was Client und Server sagen, Zeile für Zeile. Enter öffnet gefaltete Zeilen, Strg+C kopiert.</translation>
    </message>
    <message>
        <source>Copy as transcript</source>
        <translation>Als Mitschrift kopieren</translation>
    </message>
    <message>
        <source>Copy the whole conversation</source>
        <translation>Das ganze Gespräch kopieren</translation>
    </message>
    <message>
        <source>Export the packets of these lines…</source>
        <translation>Die Pakete dieser Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Export this conversation…</source>
        <translation>Dieses Gespräch exportieren…</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>Let go to open this capture</source>
        <translation>Loslassen, um diese Aufzeichnung zu öffnen</translation>
    </message>
</context>
<context>
    <name>EntropyPlot</name>
    <message>
        <source>Seconds since the first byte</source>
        <translation>Sekunden seit dem ersten Byte</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Entropy over time, cleartext beside what is encrypted</source>
        <translation>Entropie im Lauf der Zeit, Klartext neben Verschlüsseltem</translation>
    </message>
    <message>
        <source>What can be read has %1 bits a byte</source>
        <translation>Was lesbar ist, hat %1 Bit je Byte</translation>
    </message>
    <message>
        <source>What cannot has %1 bits a byte</source>
        <translation>Was es nicht ist, hat %1 Bit je Byte</translation>
    </message>
    <message>
        <source>can be read</source>
        <translation>lesbar</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>bits a byte; random bytes have 8</source>
        <translation>Bit je Byte; zufällige Bytes haben 8</translation>
    </message>
    <message>
        <source>Stream %1, %2: %3 bits a byte in %4 bytes, %5 % readable</source>
        <translation>Strom %1, %2: %3 Bit je Byte in %4 Bytes, %5 % lesbar</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>Begun. Another reply will follow.</source>
        <translation>Begonnen. Eine weitere Antwort folgt.</translation>
    </message>
    <message>
        <source>Yes. The server did what it was asked.</source>
        <translation>Ja. Der Server tat, worum er gebeten wurde.</translation>
    </message>
    <message>
        <source>So far so good. The server waits for more.</source>
        <translation>So weit, so gut. Der Server wartet auf mehr.</translation>
    </message>
    <message>
        <source>Not now. The same may work later.</source>
        <translation>Jetzt nicht. Dasselbe kann später gelingen.</translation>
    </message>
    <message>
        <source>No. Asking the same again will not help.</source>
        <translation>Nein. Noch einmal zu fragen hilft nicht.</translation>
    </message>
    <message>
        <source>No. The server did not do it.</source>
        <translation>Nein. Der Server tat es nicht.</translation>
    </message>
    <message>
        <source>An answer of the server.</source>
        <translation>Eine Antwort des Servers.</translation>
    </message>
    <message>
        <source>A command that this lab&apos;s servers do not know.</source>
        <translation>Ein Befehl, den die Server dieses Labors nicht kennen.</translation>
    </message>
    <message>
        <source>The end</source>
        <translation>Das Ende</translation>
    </message>
    <message>
        <source>The letter</source>
        <translation>Der Brief</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>A dot alone on its line: the letter ends here.</source>
        <translation>Ein Punkt allein in seiner Zeile: Hier endet der Brief.</translation>
    </message>
    <message>
        <source>A line of the letter itself. The servers carry it and need not understand it.</source>
        <translation>Eine Zeile des Briefs selbst. Die Server tragen sie weiter und müssen sie nicht verstehen.</translation>
    </message>
    <message>
        <source>A line of what is handed over, not a command and not a reply.</source>
        <translation>Eine Zeile dessen, was übergeben wird, kein Befehl und keine Antwort.</translation>
    </message>
    <message>
        <source>every word of the letter</source>
        <translation>jedes Wort des Briefs</translation>
    </message>
    <message>
        <source>what it says</source>
        <translation>was darin steht</translation>
    </message>
    <message>
        <source>The answer goes on</source>
        <translation>Die Antwort geht weiter</translation>
    </message>
    <message>
        <source>One more line of the same answer.</source>
        <translation>Eine weitere Zeile derselben Antwort.</translation>
    </message>
    <message>
        <source>Not a line of this protocol</source>
        <translation>Keine Zeile dieses Protokolls</translation>
    </message>
    <message>
        <source>These bytes are neither a command nor a reply as the standard writes them.</source>
        <translation>Diese Bytes sind weder ein Befehl noch eine Antwort, wie die Norm sie schreibt.</translation>
    </message>
    <message>
        <source>nothing: on the wire it was encrypted, and only the endpoint&apos;s keys opened it here</source>
        <translation>nichts: Auf der Leitung war es verschlüsselt, und nur die Schlüssel des Endpunkts öffneten es hier</translation>
    </message>
    <message>
        <source>A datagram of UDP: one message on its own, without connection or answer. It belongs to no conversation.</source>
        <translation>Ein Datagramm von UDP: eine einzelne Nachricht, ohne Verbindung und ohne Antwort. Es gehört zu keinem Gespräch.</translation>
    </message>
    <message>
        <source>Here the printer calls to its neighbour that it is there.</source>
        <translation>Hier ruft der Drucker seinem Nachbarn zu, dass er da ist.</translation>
    </message>
    <message>
        <source>This packet belongs to no connection.</source>
        <translation>Dieses Paket gehört zu keiner Verbindung.</translation>
    </message>
    <message>
        <source>This packet carries no line. It opens the connection.</source>
        <translation>Dieses Paket trägt keine Zeile. Es öffnet die Verbindung.</translation>
    </message>
    <message>
        <source>This packet carries no line. It breaks the connection off, or refuses it.</source>
        <translation>Dieses Paket trägt keine Zeile. Es bricht die Verbindung ab oder lehnt sie ab.</translation>
    </message>
    <message>
        <source>This packet carries no line. Its sender has said everything.</source>
        <translation>Dieses Paket trägt keine Zeile. Sein Absender hat alles gesagt.</translation>
    </message>
    <message>
        <source>This packet carries no line. It keeps the connection going.</source>
        <translation>Dieses Paket trägt keine Zeile. Es hält die Verbindung in Gang.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Something was said here inside TLS. Without the keys these are bytes without meaning.</source>
        <translation>Hier wurde etwas innerhalb von TLS gesagt. Ohne die Schlüssel sind das Bytes ohne Sinn.</translation>
    </message>
    <message>
        <source>who said something to whom, when, and about how long it was</source>
        <translation>wer wem wann etwas gesagt hat und ungefähr wie viel</translation>
    </message>
</context>
<context>
    <name>ExplanationPanel</name>
    <message>
        <source>Explanation of the selected line</source>
        <translation>Erklärung der ausgewählten Zeile</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>May be said</source>
        <translation>Darf gesagt werden</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Eve learns</source>
        <translation>Eve erfährt</translation>
    </message>
    <message>
        <source>Select a line. Here it says what the line means, when it may be said, and what Eve learns from it.</source>
        <translation>Wähle eine Zeile. Hier steht dann, was sie bedeutet, wann sie gesagt werden darf und was Eve daraus erfährt.</translation>
    </message>
    <message>
        <source>The whole line</source>
        <translation>Die ganze Zeile</translation>
    </message>
</context>
<context>
    <name>FaultDesk</name>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Everything works as it should. What is switched on here shows on the map, and is gone after a reset.</source>
        <translation>Alles arbeitet, wie es soll. Was hier eingeschaltet wird, steht auf der Karte und ist nach dem Zurücksetzen vorbei.</translation>
    </message>
    <message>
        <source>Mend everything</source>
        <translation>Alles beheben</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>In eigenen Worten</translation>
    </message>
    <message>
        <source>A fault, in the words of cleartext fault</source>
        <translation>Ein Fehler, in den Worten von cleartext fault</translation>
    </message>
    <message>
        <source>delay imap FETCH 3s</source>
        <translation>delay imap FETCH 3s</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Ready to switch on</source>
        <translation>Zum Einschalten bereit</translation>
    </message>
    <message>
        <source>Fault %1: %2</source>
        <translation>Fehler %1: %2</translation>
    </message>
    <message>
        <source>No fault is on</source>
        <translation>Kein Fehler ist an</translation>
    </message>
    <message>
        <source>1 fault is on</source>
        <translation>1 Fehler ist an</translation>
    </message>
    <message>
        <source>%1 faults are on</source>
        <translation>%1 Fehler sind an</translation>
    </message>
    <message>
        <source>As cleartext fault takes it: off, silent, reply, delay, cut, full-mailbox, full-disk, strip-starttls, slow, refuse-tls, lift.</source>
        <translation>Wie cleartext fault sie versteht: off, silent, reply, delay, cut, full-mailbox, full-disk, strip-starttls, slow, refuse-tls, lift.</translation>
    </message>
    <message>
        <source>At character %1, expected %2.</source>
        <translation>Bei Zeichen %1 wird erwartet: %2.</translation>
    </message>
    <message>
        <source>A task of this lesson has laid a fault, and it stays until the task ends: find it on the wire.</source>
        <translation>Eine Aufgabe dieser Lektion hat etwas kaputt gemacht, und das bleibt bis zu ihrem Ende so: Finde es auf der Leitung.</translation>
    </message>
    <message>
        <source>A secret fault is on</source>
        <translation>Heimlich ist etwas kaputt</translation>
    </message>
</context>
<context>
    <name>FaultMeaning</name>
    <message>
        <source>Everything in the lab</source>
        <translation>Alles im Labor</translation>
    </message>
    <message>
        <source>Everything of %1</source>
        <translation>Alles auf %1</translation>
    </message>
    <message>
        <source>The %1 of %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Every %1 server</source>
        <translation>Jeder %1-Server</translation>
    </message>
    <message>
        <source>the dot that ends a letter</source>
        <translation>den Punkt, der einen Brief beendet</translation>
    </message>
    <message>
        <source>%1 is off: who connects is refused.</source>
        <translation>%1 ist aus: Wer sich verbindet, wird abgewiesen.</translation>
    </message>
    <message>
        <source>%1 is silent: who connects waits in vain.</source>
        <translation>%1 ist stumm: Wer sich verbindet, wartet vergebens.</translation>
    </message>
    <message>
        <source>The mailbox of %1 is full.</source>
        <translation>Das Postfach von %1 ist voll.</translation>
    </message>
    <message>
        <source>The disk of %1 is full.</source>
        <translation>Die Platte von %1 ist voll.</translation>
    </message>
    <message>
        <source>Every server&apos;s disk is full.</source>
        <translation>Die Platten aller Server sind voll.</translation>
    </message>
    <message>
        <source>%1 says &quot;%2&quot; as its greeting.</source>
        <translation>%1 sagt „%2“ als Begrüßung.</translation>
    </message>
    <message>
        <source>%1 says &quot;%2&quot; instead of %3.</source>
        <translation>%1 sagt „%2“ statt %3.</translation>
    </message>
    <message>
        <source>%1 says &quot;%2&quot; to %3.</source>
        <translation>%1 sagt „%2“ auf %3.</translation>
    </message>
    <message>
        <source>%1 greets only after %2.</source>
        <translation>%1 grüßt erst nach %2.</translation>
    </message>
    <message>
        <source>%1 answers %2 only after %3.</source>
        <translation>%1 antwortet auf %2 erst nach %3.</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>after %1 bytes</source>
        <translation>nach %1 Bytes</translation>
    </message>
    <message>
        <source>after %1 bytes of commands and files</source>
        <translation>nach %1 Bytes aus Befehlen und Dateien</translation>
    </message>
    <message>
        <source>instead of its greeting</source>
        <translation>statt zu grüßen</translation>
    </message>
    <message>
        <source>after its greeting</source>
        <translation>nach der Begrüßung</translation>
    </message>
    <message>
        <source>instead of answering %1</source>
        <translation>statt der Antwort auf %1</translation>
    </message>
    <message>
        <source>after the reply to %1</source>
        <translation>nach der Antwort auf %1</translation>
    </message>
    <message>
        <source>%1 ends the connection %2.</source>
        <translation>%1 beendet die Verbindung: %2.</translation>
    </message>
    <message>
        <source>%1 breaks the connection %2.</source>
        <translation>%1 bricht die Verbindung ab: %2.</translation>
    </message>
    <message>
        <source>Eve stands before %1 and takes its offer of TLS away.</source>
        <translation>Eve steht vor %1 und nimmt das Angebot von TLS heraus.</translation>
    </message>
    <message>
        <source>%1 sends and takes %2 at most.</source>
        <translation>%1 sendet und empfängt höchstens %2.</translation>
    </message>
    <message>
        <source>%1 refuses TLS.</source>
        <translation>%1 lehnt TLS ab.</translation>
    </message>
    <message>
        <source>The file server&apos;s guard %1 is lifted.</source>
        <translation>Der Wächter %1 des Dateiservers ist aufgehoben.</translation>
    </message>
</context>
<context>
    <name>FieldModel</name>
    <message>
        <source>1 byte, at %1</source>
        <translation>1 Byte, bei %1</translation>
    </message>
    <message>
        <source>%1 bytes, from %2 on</source>
        <translation>%1 Bytes, ab %2</translation>
    </message>
</context>
<context>
    <name>FieldTree</name>
    <message>
        <source>Details of the packet</source>
        <translation>Einzelheiten des Pakets</translation>
    </message>
    <message>
        <source>Its fields, from the link up to what was said. The bytes of the chosen one are marked.</source>
        <translation>Seine Felder, von der Leitung bis zu dem, was gesagt wurde. Die Bytes des gewählten sind markiert.</translation>
    </message>
    <message>
        <source>Select a packet. Its fields will stand here.</source>
        <translation>Wähle ein Paket. Hier stehen dann seine Felder.</translation>
    </message>
    <message>
        <source>Copy field</source>
        <translation>Feld kopieren</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>Alle öffnen</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Alle schließen</translation>
    </message>
</context>
<context>
    <name>FileModel</name>
    <message>
        <source>Folder %1</source>
        <translation>Ordner %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>From whose machine</source>
        <translation>Von wessen Rechner</translation>
    </message>
    <message>
        <source>Bob&apos;s</source>
        <translation>Bobs</translation>
    </message>
    <message>
        <source>Alice&apos;s</source>
        <translation>Alices</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Deiner</translation>
    </message>
    <message>
        <source>Who opens the data connection (FTP)</source>
        <translation>Wer die Datenverbindung öffnet (FTP)</translation>
    </message>
    <message>
        <source>The client: passive (PASV)</source>
        <translation>Der Client: passiv (PASV)</translation>
    </message>
    <message>
        <source>The client, for IPv6 too (EPSV)</source>
        <translation>Der Client, auch für IPv6 (EPSV)</translation>
    </message>
    <message>
        <source>The server: active (PORT)</source>
        <translation>Der Server: aktiv (PORT)</translation>
    </message>
    <message>
        <source>The server, for IPv6 too (EPRT)</source>
        <translation>Der Server, auch für IPv6 (EPRT)</translation>
    </message>
    <message>
        <source>Encryption (FTP; SFTP has its own)</source>
        <translation>Verschlüsselung (FTP; SFTP hat seine eigene)</translation>
    </message>
    <message>
        <source>None: everyone can read along</source>
        <translation>Keine: alle können mitlesen</translation>
    </message>
    <message>
        <source>Asked for, then TLS (AUTH TLS)</source>
        <translation>Auf Verlangen TLS (AUTH TLS)</translation>
    </message>
    <message>
        <source>TLS from the start</source>
        <translation>TLS von Anfang an</translation>
    </message>
    <message>
        <source>Bob&apos;s machine</source>
        <translation>Bobs Rechner</translation>
    </message>
    <message>
        <source>Alice&apos;s machine</source>
        <translation>Alices Rechner</translation>
    </message>
    <message>
        <source>your machine</source>
        <translation>dein Rechner</translation>
    </message>
    <message>
        <source>%1, SSH</source>
        <translation>%1, SSH</translation>
    </message>
    <message>
        <source>passive</source>
        <translation>passiv</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>%1, %2, in the clear</source>
        <translation>%1, %2, im Klartext</translation>
    </message>
    <message>
        <source>%1, %2, TLS</source>
        <translation>%1, %2, TLS</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>ftp://user:password@server/folder/, or sftp://</source>
        <translation>ftp://name:passwort@server/ordner/ oder sftp://</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>To the folder above</source>
        <translation>In den Ordner darüber</translation>
    </message>
    <message>
        <source>Get the chosen file and save it</source>
        <translation>Die gewählte Datei holen und speichern</translation>
    </message>
    <message>
        <source>Put…</source>
        <translation>Ablegen…</translation>
    </message>
    <message>
        <source>Put a file on the server; it can be dropped here, too</source>
        <translation>Eine Datei auf dem Server ablegen; man kann sie auch hierher ziehen</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Make a folder on the server</source>
        <translation>Auf dem Server einen Ordner anlegen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Give the chosen one another name</source>
        <translation>Dem Gewählten einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the chosen one on the server</source>
        <translation>Das Gewählte auf dem Server löschen</translation>
    </message>
    <message>
        <source>Files on the server</source>
        <translation>Dateien auf dem Server</translation>
    </message>
    <message>
        <source>%1 Such as ftp://bob:hungry@ftp.hamburger.edu/recipes/</source>
        <translation>%1 Zum Beispiel ftp://bob:hungry@ftp.hamburger.edu/recipes/</translation>
    </message>
    <message>
        <source>Getting %1 …</source>
        <translation>%1 wird geholt …</translation>
    </message>
    <message>
        <source>Asking for the folder …</source>
        <translation>Der Ordner wird erfragt …</translation>
    </message>
    <message>
        <source>Putting %1 on the server …</source>
        <translation>%1 wird auf dem Server abgelegt …</translation>
    </message>
    <message>
        <source>Name of the new folder</source>
        <translation>Name des neuen Ordners</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Making the folder …</source>
        <translation>Der Ordner wird angelegt …</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Renaming …</source>
        <translation>Wird umbenannt …</translation>
    </message>
    <message>
        <source>Delete %1 on the server?</source>
        <translation>%1 auf dem Server löschen?</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>Wird gelöscht …</translation>
    </message>
    <message>
        <source>This folder is empty. A file can be dropped here.</source>
        <translation>Dieser Ordner ist leer. Man kann eine Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>An address, as browsers once had it. Go logs in and lists what is there; Eve sees the password, too.</source>
        <translation>Eine Adresse, wie Browser sie früher hatten. Los meldet sich an und listet, was da ist; auch Eve sieht das Passwort.</translation>
    </message>
    <message>
        <source>How the server is reached: %1</source>
        <translation>Wie der Server erreicht wird: %1</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Which file shall be put on the server?</source>
        <translation>Welche Datei soll auf den Server?</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>Putting %1 back …</source>
        <translation>%1 wird zurückgelegt …</translation>
    </message>
    <message>
        <source>%1 was deleted on the server.</source>
        <translation>%1 wurde auf dem Server gelöscht.</translation>
    </message>
    <message>
        <source>The folder %1 was deleted on the server.</source>
        <translation>Der Ordner %1 wurde auf dem Server gelöscht.</translation>
    </message>
    <message>
        <source>%1 is called %2 now.</source>
        <translation>%1 heißt jetzt %2.</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>A value is missing after “%1”.</source>
        <translation>Nach „%1“ fehlt ein Wert.</translation>
    </message>
    <message>
        <source>Something to look for is missing at “%1”.</source>
        <translation>Bei „%1“ fehlt, wonach gesucht werden soll.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write one, or a range such as 110-143.</source>
        <translation>„%1“ ist keine Zahl. Schreibe eine, oder einen Bereich wie 110-143.</translation>
    </message>
    <message>
        <source>“%1” is not a protocol. Known ones are smtp, pop3, imap, ftp, http, tls, ssh, dns, tcp and udp.</source>
        <translation>„%1“ ist kein Protokoll. Bekannt sind smtp, pop3, imap, ftp, http, tls, ssh, dns, tcp und udp.</translation>
    </message>
    <message>
        <source>There is no field “%1”. Put words in quotation marks to look for them as text.</source>
        <translation>Es gibt kein Feld „%1“. Setze Wörter in Anführungszeichen, um sie als Text zu suchen.</translation>
    </message>
    <message>
        <source>“%1” compares numbers only. Use = or != here.</source>
        <translation>„%1“ vergleicht nur Zahlen. Nimm hier = oder !=.</translation>
    </message>
    <message>
        <source>This parenthesis is never closed.</source>
        <translation>Diese Klammer wird nie geschlossen.</translation>
    </message>
    <message>
        <source>This parenthesis was never opened.</source>
        <translation>Diese Klammer wurde nie geöffnet.</translation>
    </message>
    <message>
        <source>This quotation mark is never closed.</source>
        <translation>Dieses Anführungszeichen wird nie geschlossen.</translation>
    </message>
    <message>
        <source>This filter is too long.</source>
        <translation>Dieser Filter ist zu lang.</translation>
    </message>
</context>
<context>
    <name>FilterEdit</name>
    <message>
        <source>Filter: smtp and host alice</source>
        <translation>Filter: smtp and host alice</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>What lines and packets must be or hold. Down offers words, Escape clears.</source>
        <translation>Was Zeilen und Pakete sein oder enthalten müssen. Pfeil ab bietet Wörter an, Escape leert.</translation>
    </message>
    <message>
        <source>smtp and host alice · port 25 or port 110 · text marmalade · not tls · credentials
Words alone are looked for everywhere. Down offers what may stand here, Esc clears.</source>
        <translation>smtp and host alice · port 25 or port 110 · text marmalade · not tls · credentials
Einzelne Wörter werden überall gesucht. Pfeil ab bietet an, was hier stehen darf, Esc leert.</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Find a command, a view, or anything that was said</source>
        <translation>Einen Befehl finden, eine Ansicht oder was gesagt wurde</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Was gesucht wird</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing is like that.</source>
        <translation>So etwas gibt es nicht.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Suche…</translation>
    </message>
</context>
<context>
    <name>FreeLab</name>
    <message>
        <source>Free lab</source>
        <translation>Freies Labor</translation>
    </message>
    <message>
        <source>Everything typed here is recorded. Invent a password.</source>
        <translation>Alles, was hier getippt wird, wird aufgezeichnet. Erfinde ein Passwort.</translation>
    </message>
    <message>
        <source>Use your own programs</source>
        <translation>Eigene Programme benutzen</translation>
    </message>
    <message>
        <source>Thunderbird, FileZilla, curl: any program may talk to these servers, and every view shows what it says.</source>
        <translation>Thunderbird, FileZilla, curl: Jedes Programm darf mit diesen Servern reden, und jede Ansicht zeigt, was es sagt.</translation>
    </message>
    <message>
        <source>Work by hand</source>
        <translation>Von Hand arbeiten</translation>
    </message>
    <message>
        <source>Real connections to real servers. Watch the dialogue, and what Eve writes down.</source>
        <translation>Echte Verbindungen zu echten Servern. Sieh auf den Dialog und auf das, was Eve notiert.</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Alt+2</source>
        <translation>Alt+2</translation>
    </message>
    <message>
        <source>Speak to a server yourself, line by line, with a coach.</source>
        <translation>Selbst mit einem Server sprechen, Zeile für Zeile, mit Hilfe.</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Alt+3</source>
        <translation>Alt+3</translation>
    </message>
    <message>
        <source>Write and fetch letters as Alice or Bob.</source>
        <translation>Als Alice oder Bob Briefe schreiben und holen.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Alt+4</source>
        <translation>Alt+4</translation>
    </message>
    <message>
        <source>Log in to FTP or SFTP; get files and put some there.</source>
        <translation>Bei FTP oder SFTP anmelden; Dateien holen und ablegen.</translation>
    </message>
</context>
<context>
    <name>GuestWords</name>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>FTP server</source>
        <translation>FTP-Server</translation>
    </message>
    <message>
        <source>web server</source>
        <translation>Webserver</translation>
    </message>
    <message>
        <source>SSH server</source>
        <translation>SSH-Server</translation>
    </message>
    <message>
        <source>name server</source>
        <translation>Nameserver</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>client and server</source>
        <translation>Client und Server</translation>
    </message>
    <message>
        <source>servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Those that said least. The packet list has all of them.</source>
        <translation>Die am wenigsten sagten. In der Paketliste stehen alle.</translation>
    </message>
    <message>
        <source>served 1 conversation</source>
        <translation>bediente 1 Gespräch</translation>
    </message>
    <message>
        <source>served %1 conversations</source>
        <translation>bediente %1 Gespräche</translation>
    </message>
    <message>
        <source>began 1 conversation</source>
        <translation>begann 1 Gespräch</translation>
    </message>
    <message>
        <source>began %1 conversations</source>
        <translation>begann %1 Gespräche</translation>
    </message>
</context>
<context>
    <name>HandInPage</name>
    <message>
        <source>Save the file…</source>
        <translation>Die Datei speichern…</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>What you hand in</source>
        <translation>Was du abgibst</translation>
    </message>
    <message>
        <source>One file, which Wireshark can open too. In it are:</source>
        <translation>Eine Datei, die auch Wireshark öffnen kann. Darin sind:</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Your hand-in is %1 (%2). Give this file to your teacher, or upload it where you were told to.</source>
        <translation>Deine Abgabe ist %1 (%2). Gib diese Datei deiner Lehrerin oder deinem Lehrer, oder lade sie dort hoch, wo es dir gesagt wurde.</translation>
    </message>
    <message>
        <source>Back to the tasks</source>
        <translation>Zurück zu den Aufgaben</translation>
    </message>
    <message>
        <source>To the lessons</source>
        <translation>Zu den Lektionen</translation>
    </message>
</context>
<context>
    <name>HexArea</name>
    <message>
        <source>Bytes of the packet</source>
        <translation>Bytes des Pakets</translation>
    </message>
    <message>
        <source>Arrow keys move over the bytes, Enter selects the line that a byte belongs to, Ctrl+C copies.</source>
        <translation>Die Pfeiltasten gehen über die Bytes, Enter wählt die Zeile, zu der ein Byte gehört, Strg+C kopiert.</translation>
    </message>
    <message>
        <source>Copy the marked bytes as hex</source>
        <translation>Die markierten Bytes als Hex kopieren</translation>
    </message>
    <message>
        <source>Copy the whole packet as hex</source>
        <translation>Das ganze Paket als Hex kopieren</translation>
    </message>
</context>
<context>
    <name>Holdings</name>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>1 letter</source>
        <translation>1 Brief</translation>
    </message>
    <message>
        <source>%1 letters</source>
        <translation>%1 Briefe</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>is being handed on</source>
        <translation>wird weitergegeben</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>a notice</source>
        <translation>eine Benachrichtigung</translation>
    </message>
    <message>
        <source>1 try</source>
        <translation>1 Versuch</translation>
    </message>
    <message>
        <source>%1 tries</source>
        <translation>%1 Versuchen</translation>
    </message>
    <message>
        <source>after %1: %2</source>
        <translation>nach %1: %2</translation>
    </message>
    <message>
        <source>next try at %1</source>
        <translation>nächster Versuch um %1</translation>
    </message>
    <message>
        <source>, full</source>
        <translation>, voll</translation>
    </message>
    <message>
        <source>May hold %1.</source>
        <translation>Fasst %1.</translation>
    </message>
    <message>
        <source>%1, new</source>
        <translation>%1, neu</translation>
    </message>
    <message>
        <source>and %1 older</source>
        <translation>und ältere: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>%1 of %2%3</source>
        <translation>%1 von %2%3</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
</context>
<context>
    <name>HoldingsTree</name>
    <message>
        <source>What %1 holds</source>
        <translation>Was in %1 liegt</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>Jump to the newest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Ctrl+1 to 8</source>
        <translation>Strg+1 bis 8</translation>
    </message>
    <message>
        <source>Dialogue, packets, ladder, message, how readable it is, servers, plots, side by side</source>
        <translation>Dialog, Pakete, Leiter, Nachricht, wie lesbar es ist, Server, Kurven, nebeneinander</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Strg+Umschalt+K</translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>F5, Esc</source>
        <translation>F5, Esc</translation>
    </message>
    <message>
        <source>Begin and end</source>
        <translation>Anfang und Ende</translation>
    </message>
    <message>
        <source>Page Down, Page Up</source>
        <translation>Bild ab, Bild auf</translation>
    </message>
    <message>
        <source>On and back, a clicker too</source>
        <translation>Weiter und zurück, auch mit dem Presenter</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Blank the screen</source>
        <translation>Den Bildschirm schwarz machen</translation>
    </message>
    <message>
        <source>Reveal the passwords, or mask them</source>
        <translation>Die Passwörter zeigen oder verdecken</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Notes for the speaker</source>
        <translation>Notizen für den Vortrag</translation>
    </message>
    <message>
        <source>Alt+1 to 4</source>
        <translation>Alt+1 bis 4</translation>
    </message>
    <message>
        <source>Map, console, mail, files</source>
        <translation>Karte, Konsole, Mail, Dateien</translation>
    </message>
    <message>
        <source>Ctrl+K, Ctrl+F</source>
        <translation>Strg+K, Strg+F</translation>
    </message>
    <message>
        <source>Find a command; find anything that was said</source>
        <translation>Einen Befehl finden; finden, was gesagt wurde</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Strg+Umschalt+F</translation>
    </message>
    <message>
        <source>Ctrl+D, Ctrl+Shift+D</source>
        <translation>Strg+D, Strg+Umschalt+D</translation>
    </message>
    <message>
        <source>Light or dark, high contrast</source>
        <translation>Hell oder dunkel, hoher Kontrast</translation>
    </message>
    <message>
        <source>Lesson and lab</source>
        <translation>Lektion und Labor</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Right, Left</source>
        <translation>Rechts, Links</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Strg+P</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Strg+L</translation>
    </message>
    <message>
        <source>Lesson, your turn, free lab</source>
        <translation>Lektion, du bist dran, freies Labor</translation>
    </message>
    <message>
        <source>Alt+Home</source>
        <translation>Alt+Pos1</translation>
    </message>
    <message>
        <source>The start page, with all lessons</source>
        <translation>Die Startseite mit allen Lektionen</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Strg+R</translation>
    </message>
    <message>
        <source>Reset the lab</source>
        <translation>Das Labor zurücksetzen</translation>
    </message>
    <message>
        <source>Captures</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Strg+O</translation>
    </message>
    <message>
        <source>Open one; or drop it on the window</source>
        <translation>Eine öffnen; oder auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Open its TLS with a key log</source>
        <translation>Ihr TLS mit einem Schlüsselprotokoll öffnen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Strg+S</translation>
    </message>
    <message>
        <source>Save all packets</source>
        <translation>Alle Pakete speichern</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Strg+E</translation>
    </message>
    <message>
        <source>Export the selected packets</source>
        <translation>Die ausgewählten Pakete exportieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Strg+Umschalt+E</translation>
    </message>
    <message>
        <source>Export the whole conversation</source>
        <translation>Das ganze Gespräch exportieren</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Copy rows as text, lines as a transcript</source>
        <translation>Zeilen als Text kopieren, Gesagtes als Mitschrift</translation>
    </message>
    <message>
        <source>Eve&apos;s notebook</source>
        <translation>Eves Notizbuch</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Reveal or hide the passwords</source>
        <translation>Passwörter zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>To the evidence, and to a letter&apos;s next station</source>
        <translation>Zum Beleg, und zur nächsten Station eines Briefs</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Strg+Umschalt+S</translation>
    </message>
    <message>
        <source>Save the chosen letter or file</source>
        <translation>Den gewählten Brief oder die Datei speichern</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Strg+Umschalt+A</translation>
    </message>
    <message>
        <source>Save the attachments of a letter</source>
        <translation>Die Anhänge eines Briefs speichern</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Strg+Umschalt+C</translation>
    </message>
    <message>
        <source>Copy a password that is revealed</source>
        <translation>Ein gezeigtes Passwort kopieren</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Filter lines and packets</source>
        <translation>Zeilen und Pakete filtern</translation>
    </message>
    <message>
        <source>Ctrl++, Ctrl+−, Ctrl+0</source>
        <translation>Strg++, Strg+−, Strg+0</translation>
    </message>
    <message>
        <source>Larger, smaller, as it was</source>
        <translation>Größer, kleiner, wie es war</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Walk through everything that can be pressed</source>
        <translation>Durch alles gehen, was man drücken kann</translation>
    </message>
    <message>
        <source>Ctrl+W, Ctrl+Q</source>
        <translation>Strg+W, Strg+Q</translation>
    </message>
    <message>
        <source>Close this window, quit</source>
        <translation>Dieses Fenster schließen, beenden</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>what it does</source>
        <translation>was sie tut</translation>
    </message>
    <message>
        <source>This manual</source>
        <translation>Dieses Handbuch</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>1 bis 5</translation>
    </message>
    <message>
        <source>Map, dialogue, ladder, packets, message</source>
        <translation>Karte, Dialog, Leiter, Pakete, Nachricht</translation>
    </message>
    <message>
        <source>6 to 9</source>
        <translation>6 bis 9</translation>
    </message>
    <message>
        <source>Notebook, lesson, plots, side by side</source>
        <translation>Notizbuch, Lektion, Diagramme, Seite an Seite</translation>
    </message>
    <message>
        <source>0, M, F, E, S</source>
        <translation>0, M, F, E, S</translation>
    </message>
    <message>
        <source>Console, mail, files, how readable, servers</source>
        <translation>Konsole, Mail, Dateien, wie lesbar, Server</translation>
    </message>
    <message>
        <source>Shift+Alt and these</source>
        <translation>Umschalt+Alt und diese</translation>
    </message>
    <message>
        <source>A second view beside the first</source>
        <translation>Eine zweite Ansicht neben der ersten</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Undo: a fault, a letter not sent, a deletion, a new name</source>
        <translation>Rückgängig: ein Fehler, ein nicht abgeschickter Brief, ein Löschen, ein neuer Name</translation>
    </message>
    <message>
        <source>The next thing: an act, one command, or one packet</source>
        <translation>Das Nächste: ein Akt, ein Befehl oder ein Paket</translation>
    </message>
    <message>
        <source>Alt+Right, Alt+Left</source>
        <translation>Alt+Rechts, Alt+Links</translation>
    </message>
    <message>
        <source>One packet on, or back</source>
        <translation>Ein Paket weiter oder zurück</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Strg+Leertaste</translation>
    </message>
    <message>
        <source>Freeze the view, while the capture goes on</source>
        <translation>Die Ansicht anhalten; der Mitschnitt läuft weiter</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Eve&apos;s glasses: what is seen without the keys</source>
        <translation>Eves Brille: was ohne die Schlüssel zu sehen ist</translation>
    </message>
    <message>
        <source>Stop reading; clear the filter; select nothing</source>
        <translation>Lesen anhalten; Filter leeren; nichts auswählen</translation>
    </message>
    <message>
        <source>Next act, one step back; in a capture the next command, the one before</source>
        <translation>Nächster Akt, einen Schritt zurück; im Mitschnitt der nächste Befehl, der davor</translation>
    </message>
    <message>
        <source>Enter, Esc</source>
        <translation>Eingabe, Esc</translation>
    </message>
    <message>
        <source>To the console&apos;s line, and away from it</source>
        <translation>In die Zeile der Konsole, und aus ihr heraus</translation>
    </message>
    <message>
        <source>Alt+Enter</source>
        <translation>Alt+Enter</translation>
    </message>
    <message>
        <source>The fields of the selected packet; in the list Enter, and back with Esc</source>
        <translation>Die Felder des gewählten Pakets; in der Liste Enter, und mit Esc zurück</translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>port %1</source>
        <translation>Port %1</translation>
    </message>
    <message>
        <source>port %1 → %2</source>
        <translation>Port %1 → %2</translation>
    </message>
    <message>
        <source>asks for a connection, %1, and hears nothing</source>
        <translation>bittet um eine Verbindung, %1, und hört nichts</translation>
    </message>
    <message>
        <source>opens a data connection, %1</source>
        <translation>öffnet eine Datenverbindung, %1</translation>
    </message>
    <message>
        <source>opens a connection, %1</source>
        <translation>öffnet eine Verbindung, %1</translation>
    </message>
    <message>
        <source>breaks the connection off</source>
        <translation>bricht die Verbindung ab</translation>
    </message>
    <message>
        <source>the data connection is closed</source>
        <translation>die Datenverbindung wird geschlossen</translation>
    </message>
    <message>
        <source>the connection is closed</source>
        <translation>die Verbindung wird geschlossen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>a letter, %1, %2</source>
        <translation>ein Brief, %1, %2</translation>
    </message>
    <message>
        <source>asks for a connection, %1</source>
        <translation>bittet um eine Verbindung, %1</translation>
    </message>
    <message>
        <source>refuses: nobody listens there</source>
        <translation>lehnt ab: Dort hört niemand zu</translation>
    </message>
</context>
<context>
    <name>LadderArea</name>
    <message>
        <source>Ladder</source>
        <translation>Leiter</translation>
    </message>
    <message>
        <source>Up and down go from one arrow to the next. Ctrl and the wheel, or plus and minus, zoom.</source>
        <translation>Auf und ab gehen von einem Pfeil zum nächsten. Strg und das Rad, oder Plus und Minus, vergrößern.</translation>
    </message>
    <message>
        <source>%1
Packets %2 to %3</source>
        <translation>%1
Pakete %2 bis %3</translation>
    </message>
    <message>
        <source>%1
Packet %2</source>
        <translation>%1
Paket %2</translation>
    </message>
</context>
<context>
    <name>LadderView</name>
    <message>
        <source>Who says what to whom will be drawn here, arrow by arrow, as it crosses the wire.</source>
        <translation>Wer wem was sagt, wird hier gezeichnet, Pfeil für Pfeil, wie es über die Leitung geht.</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What the ladder shows</source>
        <translation>Was die Leiter zeigt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>The selected conversation with its data connections, or all that was said</source>
        <translation>Das ausgewählte Gespräch mit seinen Datenverbindungen, oder alles, was gesagt wurde</translation>
    </message>
    <message>
        <source>Smaller ladder</source>
        <translation>Kleinere Leiter</translation>
    </message>
    <message>
        <source>Smaller (Ctrl and the wheel)</source>
        <translation>Kleiner (Strg und das Rad)</translation>
    </message>
    <message>
        <source>Larger ladder</source>
        <translation>Größere Leiter</translation>
    </message>
    <message>
        <source>Larger (Ctrl and the wheel)</source>
        <translation>Größer (Strg und das Rad)</translation>
    </message>
    <message>
        <source>Export the ladder as SVG, PNG or PDF</source>
        <translation>Die Leiter als SVG, PNG oder PDF exportieren</translation>
    </message>
    <message>
        <source>1 arrow</source>
        <translation>1 Pfeil</translation>
    </message>
    <message>
        <source>%1 arrows</source>
        <translation>%1 Pfeile</translation>
    </message>
    <message>
        <source>the first %1; select a conversation to see all of it</source>
        <translation>die ersten %1; wähle ein Gespräch, um es ganz zu sehen</translation>
    </message>
</context>
<context>
    <name>LessonPane</name>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>Two steps</source>
        <translation>Zwei Schritte</translation>
    </message>
    <message>
        <source>Three steps</source>
        <translation>Drei Schritte</translation>
    </message>
    <message>
        <source>Four steps</source>
        <translation>Vier Schritte</translation>
    </message>
    <message>
        <source>Five steps</source>
        <translation>Fünf Schritte</translation>
    </message>
    <message>
        <source>Six steps</source>
        <translation>Sechs Schritte</translation>
    </message>
    <message>
        <source>Seven steps</source>
        <translation>Sieben Schritte</translation>
    </message>
    <message>
        <source>Eight steps</source>
        <translation>Acht Schritte</translation>
    </message>
    <message>
        <source>Nine steps</source>
        <translation>Neun Schritte</translation>
    </message>
    <message>
        <source>Ten steps</source>
        <translation>Zehn Schritte</translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Nothing crosses the wire in this step.</source>
        <translation>In diesem Schritt geht nichts über die Leitung.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>One step back: the wire is shown as it was then (Left)</source>
        <translation>Einen Schritt zurück: Die Leitung wird gezeigt, wie sie da war (Links)</translation>
    </message>
    <message>
        <source>Next act</source>
        <translation>Nächster Akt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>No lesson is open</source>
        <translation>Keine Lektion ist offen</translation>
    </message>
    <message>
        <source>Capture %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>The steps of a lesson will appear here. To look at a capture, press **Ctrl+O**, or drop a file on this window.</source>
        <translation>Hier erscheinen die Schritte einer Lektion. Um eine Aufzeichnung anzusehen, drücke **Strg+O**, oder ziehe eine Datei auf dieses Fenster.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Look at: %1</source>
        <translation>Sieh dir an: %1</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Next command</source>
        <translation>Nächster Befehl</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation>Du bist dran</translation>
    </message>
    <message>
        <source>Next packet</source>
        <translation>Nächstes Paket</translation>
    </message>
    <message>
        <source>These packets come from a file. Select a packet, a line or a password: every view follows.

The lines of each conversation stand under **Dialogue**, and what a listener learned from them in **Eve&apos;s notebook**.

To see it happen once more, at your pace, press **Play**, or **Space** for a step at a time.</source>
        <translation>Diese Pakete kommen aus einer Datei. Wähle ein Paket, eine Zeile oder ein Passwort: Jede Ansicht folgt.

Die Zeilen jedes Gesprächs stehen unter **Dialog**, und was jemand beim Mithören daraus erfuhr in **Eves Notizbuch**.

Um alles noch einmal in deinem Tempo zu sehen, drücke **Abspielen**, oder die **Leertaste** für einen Schritt nach dem anderen.</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>Von vorn</translation>
    </message>
</context>
<context>
    <name>LessonRow</name>
    <message>
        <source>handed in · %1 of %2 checks</source>
        <translation>abgegeben · %1 von %2 Prüfpunkten</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 von %2 Schritten</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 checks</source>
        <translation>%1 · %2 von %3 Prüfpunkten</translation>
    </message>
    <message>
        <source>This lesson cannot be played. %1</source>
        <translation>Diese Lektion kann nicht gespielt werden. %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Lesson %1: %2</source>
        <translation>Lektion %1: %2</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>Builds on %1</source>
        <translation>Baut auf %1 auf</translation>
    </message>
</context>
<context>
    <name>LetterModel</name>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>%1 from %2%3</source>
        <translation>%1 von %2%3</translation>
    </message>
    <message>
        <source>, not read yet</source>
        <translation>, noch nicht gelesen</translation>
    </message>
</context>
<context>
    <name>LetterPage</name>
    <message>
        <source>Picture in the letter</source>
        <translation>Bild im Brief</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>%1 to %2, copy to %3</source>
        <translation>%1 an %2, Kopie an %3</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>The letter</source>
        <translation>Der Brief</translation>
    </message>
    <message>
        <source>%1, %2 bytes</source>
        <translation>%1, %2 Bytes</translation>
    </message>
</context>
<context>
    <name>LetterPart</name>
    <message>
        <source>letter.eml</source>
        <translation>brief.eml</translation>
    </message>
    <message>
        <source>part</source>
        <translation>teil</translation>
    </message>
</context>
<context>
    <name>LoadingBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reading a capture</source>
        <translation>Eine Aufzeichnung wird gelesen</translation>
    </message>
    <message>
        <source>How much of the file is read</source>
        <translation>Wie viel der Datei gelesen ist</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Stop reading (Esc). What has been read until then stays.</source>
        <translation>Lesen anhalten (Esc). Was bis dahin gelesen ist, bleibt.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lese %1</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 of %4</source>
        <translation>%1 · %2 · %3 von %4</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
</context>
<context>
    <name>Logo</name>
    <message>
        <source>Cleartext</source>
        <translation>Cleartext</translation>
    </message>
</context>
<context>
    <name>MachineBox</name>
    <message>
        <source>Its disk is full</source>
        <translation>Die Platte ist voll</translation>
    </message>
    <message>
        <source>Eve stands before it and takes its offer of STARTTLS away</source>
        <translation>Eve steht davor und nimmt das Angebot von STARTTLS heraus</translation>
    </message>
    <message>
        <source>The mailbox of %1 is full</source>
        <translation>Das Postfach von %1 ist voll</translation>
    </message>
</context>
<context>
    <name>MailSettings</name>
    <message>
        <source>Fetch by</source>
        <translation>Holen mit</translation>
    </message>
    <message>
        <source>POP3</source>
        <translation>POP3</translation>
    </message>
    <message>
        <source>IMAP, where mail stays on the server</source>
        <translation>IMAP, die Mail bleibt auf dem Server</translation>
    </message>
    <message>
        <source>After POP3</source>
        <translation>Nach POP3</translation>
    </message>
    <message>
        <source>Leave the letters on the server</source>
        <translation>Die Briefe auf dem Server lassen</translation>
    </message>
    <message>
        <source>Delete them there</source>
        <translation>Sie dort löschen</translation>
    </message>
    <message>
        <source>Log in to fetch</source>
        <translation>Anmelden zum Holen</translation>
    </message>
    <message>
        <source>Name and password as they are</source>
        <translation>Name und Passwort, wie sie sind</translation>
    </message>
    <message>
        <source>PLAIN, in base64</source>
        <translation>PLAIN, in Base64</translation>
    </message>
    <message>
        <source>CRAM-MD5, a digest</source>
        <translation>CRAM-MD5, ein Fingerabdruck</translation>
    </message>
    <message>
        <source>APOP, a digest (POP3)</source>
        <translation>APOP, ein Fingerabdruck (POP3)</translation>
    </message>
    <message>
        <source>Send by</source>
        <translation>Senden mit</translation>
    </message>
    <message>
        <source>SMTP</source>
        <translation>SMTP</translation>
    </message>
    <message>
        <source>Log in to send</source>
        <translation>Anmelden zum Senden</translation>
    </message>
    <message>
        <source>Not at all, as in 1982</source>
        <translation>Gar nicht, wie 1982</translation>
    </message>
    <message>
        <source>LOGIN, in base64</source>
        <translation>LOGIN, in Base64</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>None: everyone can read along</source>
        <translation>Keine: alle können mitlesen</translation>
    </message>
    <message>
        <source>Asked for, then TLS (STARTTLS)</source>
        <translation>Auf Verlangen TLS (STARTTLS)</translation>
    </message>
    <message>
        <source>TLS from the start</source>
        <translation>TLS von Anfang an</translation>
    </message>
    <message>
        <source>IMAP</source>
        <translation>IMAP</translation>
    </message>
    <message>
        <source>%1, in the clear</source>
        <translation>%1, im Klartext</translation>
    </message>
    <message>
        <source>%1, STARTTLS</source>
        <translation>%1, STARTTLS</translation>
    </message>
    <message>
        <source>%1 inside TLS</source>
        <translation>%1 in TLS</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Einlieferung</translation>
    </message>
</context>
<context>
    <name>MailView</name>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Alice</source>
        <translation>Alice</translation>
    </message>
    <message>
        <source>Bob</source>
        <translation>Bob</translation>
    </message>
    <message>
        <source>Whose mail</source>
        <translation>Wessen Mail</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write a letter</source>
        <translation>Einen Brief schreiben</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Fetch the letters from the mail server</source>
        <translation>Die Briefe vom Mailserver holen</translation>
    </message>
    <message>
        <source>How the mail is fetched and sent</source>
        <translation>Wie die Mail geholt und gesendet wird</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Answer the chosen letter</source>
        <translation>Den gewählten Brief beantworten</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Send the chosen letter to somebody else</source>
        <translation>Den gewählten Brief an jemand anderen schicken</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the chosen letter as a file</source>
        <translation>Den gewählten Brief als Datei speichern</translation>
    </message>
    <message>
        <source>Handing the letter to %1&apos;s mail server …</source>
        <translation>Der Brief geht an den Mailserver von %1 …</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>brief</translation>
    </message>
    <message>
        <source>Asking the mail server …</source>
        <translation>Der Mailserver wird gefragt …</translation>
    </message>
    <message>
        <source>How the mail is fetched and sent: %1</source>
        <translation>Wie die Mail geholt und gesendet wird: %1</translation>
    </message>
    <message>
        <source>Fetch asks the mail server for %1&apos;s letters. Write begins a new one.</source>
        <translation>Holen fragt den Mailserver nach Briefen für %1. Schreiben beginnt einen neuen.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The letter was not sent.</source>
        <translation>Der Brief wurde nicht abgeschickt.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>States of the session, or not</source>
        <translation>Zustände der Sitzung zeigen oder nicht</translation>
    </message>
    <message>
        <source>High contrast, or not</source>
        <translation>Hoher Kontrast oder nicht</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl finden</translation>
    </message>
    <message>
        <source>Find everywhere</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Briefe</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>Führ mich herum</translation>
    </message>
    <message>
        <source>The lesson</source>
        <translation>Die Lektion</translation>
    </message>
    <message>
        <source>It says what happens, step by step. Space does the next thing; nothing runs ahead of you.</source>
        <translation>Sie sagt Schritt für Schritt, was geschieht. Die Leertaste tut das Nächste; nichts läuft dir davon.</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>Das Netz</translation>
    </message>
    <message>
        <source>Real servers inside this program. An envelope moves because a packet was captured. At the right of the title: a console, mail and files, to do it by hand.</source>
        <translation>Echte Server in diesem Programm. Ein Umschlag bewegt sich, weil ein Paket mitgeschnitten wurde. Rechts vom Titel: Konsole, Mail und Dateien, um es selbst zu tun.</translation>
    </message>
    <message>
        <source>What they say</source>
        <translation>Was sie sagen</translation>
    </message>
    <message>
        <source>Every line and every packet. Click one, and the same is selected everywhere, down to its bytes.</source>
        <translation>Jede Zeile und jedes Paket. Ein Klick, und überall ist dasselbe gewählt, bis zu den Bytes.</translation>
    </message>
    <message>
        <source>What Eve learns</source>
        <translation>Was Eve erfährt</translation>
    </message>
    <message>
        <source>She listens. What can be read on the way stands in her notebook; passwords are masked until R reveals them.</source>
        <translation>Sie hört mit. Was unterwegs lesbar ist, steht in ihrem Notizbuch; Passwörter sind verdeckt, bis R sie zeigt.</translation>
    </message>
    <message>
        <source>Each tick is a packet. Go back, and everything is shown as it was.</source>
        <translation>Jeder Strich ist ein Paket. Geh zurück, und alles steht da, wie es war.</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles andere</translation>
    </message>
    <message>
        <source>Ctrl+K finds any command, Ctrl+F anything that was said, F1 lists the keys, and F5 presents all this to a class.</source>
        <translation>Strg+K findet jeden Befehl, Strg+F alles Gesagte, F1 zeigt die Tasten, und F5 führt das alles einer Klasse vor.</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>No lab runs here. Start Cleartext without a capture to get one.</source>
        <translation>Hier läuft kein Labor. Starte Cleartext ohne Mitschnitt, dann gibt es eins.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Present, or stop presenting</source>
        <translation>Vorführen oder aufhören</translation>
    </message>
    <message>
        <source>End of the presentation</source>
        <translation>Ende der Vorführung</translation>
    </message>
    <message>
        <source>Blank the screen, or show it</source>
        <translation>Den Bildschirm schwarz machen oder zeigen</translation>
    </message>
    <message>
        <source>Notes for the speaker</source>
        <translation>Notizen für den Vortrag</translation>
    </message>
    <message>
        <source>Present: %1</source>
        <translation>Vorführen: %1</translation>
    </message>
    <message>
        <source>Present beside it: %1</source>
        <translation>Daneben vorführen: %1</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>%1, and before that the line: %2</source>
        <translation>%1, und davor die Zeile: %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next act</source>
        <translation>Nächster Akt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Reveal or hide passwords</source>
        <translation>Passwörter zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Save capture</source>
        <translation>Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Export selected packets</source>
        <translation>Ausgewählte Pakete exportieren</translation>
    </message>
    <message>
        <source>Export conversation</source>
        <translation>Gespräch exportieren</translation>
    </message>
    <message>
        <source>Save letter or file</source>
        <translation>Brief oder Datei speichern</translation>
    </message>
    <message>
        <source>Save attachments</source>
        <translation>Anhänge speichern</translation>
    </message>
    <message>
        <source>Reset lab</source>
        <translation>Labor zurücksetzen</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Lesson, your turn, free lab</source>
        <translation>Lektion, du bist dran, freies Labor</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>Dialog</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>Leiter</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>Normale Größe</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>A step of the lesson is still running. Finish it with Next act, or reset the lab.</source>
        <translation>Ein Schritt der Lektion läuft noch. Beende ihn mit Nächster Akt, oder setze das Labor zurück.</translation>
    </message>
    <message>
        <source>Cleartext</source>
        <translation>Cleartext</translation>
    </message>
    <message>
        <source>Captures</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>%1 · Cleartext</source>
        <translation>%1 · Cleartext</translation>
    </message>
    <message>
        <source>No lesson</source>
        <translation>Keine Lektion</translation>
    </message>
    <message>
        <source>Free lab</source>
        <translation>Freies Labor</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Open capture</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Open key log</source>
        <translation>Schlüsselprotokoll öffnen</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen anhalten</translation>
    </message>
    <message>
        <source>Open a capture…</source>
        <translation>Eine Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Open TLS with a key log…</source>
        <translation>TLS mit einem Schlüsselprotokoll öffnen…</translation>
    </message>
    <message>
        <source>%1   in %2</source>
        <translation>%1   in %2</translation>
    </message>
    <message>
        <source>Captures that you open are listed here</source>
        <translation>Aufzeichnungen, die du öffnest, stehen hier</translation>
    </message>
    <message>
        <source>Forget this list</source>
        <translation>Diese Liste vergessen</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Eine Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Captures (*.pcap *.pcapng *.cap *.dmp *.pcap.gz *.pcapng.gz *.cap.gz);;All files (*)</source>
        <translation>Aufzeichnungen (*.pcap *.pcapng *.cap *.dmp *.pcap.gz *.pcapng.gz *.cap.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open TLS with a key log</source>
        <translation>TLS mit einem Schlüsselprotokoll öffnen</translation>
    </message>
    <message>
        <source>Key logs (*.log *.txt *.keylog *.keys);;All files (*)</source>
        <translation>Schlüsselprotokolle (*.log *.txt *.keylog *.keys);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>the first packet</source>
        <translation>das erste Paket</translation>
    </message>
    <message>
        <source>the first %1 packets</source>
        <translation>die ersten %1 Pakete</translation>
    </message>
    <message>
        <source>Reading was stopped. This is only a part of the capture: %1.</source>
        <translation>Das Lesen wurde angehalten. Dies ist nur ein Teil der Aufzeichnung: %1.</translation>
    </message>
    <message>
        <source>Reading was stopped at %1. This is only a part of the capture: %2.</source>
        <translation>Das Lesen wurde bei %1 angehalten. Dies ist nur ein Teil der Aufzeichnung: %2.</translation>
    </message>
    <message>
        <source>Open it again to see all of it.</source>
        <translation>Öffne sie noch einmal, um alles zu sehen.</translation>
    </message>
    <message>
        <source>Captures (*.pcapng)</source>
        <translation>Aufzeichnungen (*.pcapng)</translation>
    </message>
    <message>
        <source>1 packet is saved.</source>
        <translation>1 Paket ist gespeichert.</translation>
    </message>
    <message>
        <source>%1 packets are saved.</source>
        <translation>%1 Pakete sind gespeichert.</translation>
    </message>
    <message>
        <source>The ladder is saved.</source>
        <translation>Die Leiter ist gespeichert.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>%1 files are saved.</source>
        <translation>%1 Dateien sind gespeichert.</translation>
    </message>
    <message>
        <source>There are no packets to save yet.</source>
        <translation>Es gibt noch keine Pakete zu speichern.</translation>
    </message>
    <message>
        <source>Save the capture</source>
        <translation>Die Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>No packet is selected.</source>
        <translation>Kein Paket ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select packets or lines first, several with Shift or Ctrl.</source>
        <translation>Wähle erst Pakete oder Zeilen aus, mehrere mit Umschalt oder Strg.</translation>
    </message>
    <message>
        <source>Export the selected packets</source>
        <translation>Die ausgewählten Pakete exportieren</translation>
    </message>
    <message>
        <source>No conversation is selected.</source>
        <translation>Kein Gespräch ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select one of its packets or lines first.</source>
        <translation>Wähle erst eines seiner Pakete oder eine Zeile aus.</translation>
    </message>
    <message>
        <source>Export this conversation</source>
        <translation>Dieses Gespräch exportieren</translation>
    </message>
    <message>
        <source>Export the ladder</source>
        <translation>Die Leiter exportieren</translation>
    </message>
    <message>
        <source>Drawing (*.svg);;Picture (*.png);;Pages (*.pdf)</source>
        <translation>Zeichnung (*.svg);;Bild (*.png);;Seiten (*.pdf)</translation>
    </message>
    <message>
        <source>The packets are being saved.</source>
        <translation>Die Pakete werden gespeichert.</translation>
    </message>
    <message>
        <source>The capture is saved.</source>
        <translation>Die Aufzeichnung ist gespeichert.</translation>
    </message>
    <message>
        <source>Filter lines and packets</source>
        <translation>Zeilen und Pakete filtern</translation>
    </message>
    <message>
        <source>packet %1</source>
        <translation>Paket %1</translation>
    </message>
    <message>
        <source>What made it easy</source>
        <translation>Was es leicht machte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Eve&apos;s notebook</source>
        <translation>Eves Notizbuch</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Servers · %1</source>
        <translation>Server · %1</translation>
    </message>
    <message>
        <source>1 fault</source>
        <translation>1 Fehler</translation>
    </message>
    <message>
        <source>%1 faults</source>
        <translation>%1 Fehler</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Seite an Seite</translation>
    </message>
    <message>
        <source> · recorded</source>
        <translation> · aufgezeichnet</translation>
    </message>
    <message>
        <source>No lab runs here, so there is nothing to work with. Start Cleartext without a capture to get one.</source>
        <translation>Hier läuft kein Labor, also gibt es nichts, womit man arbeiten könnte. Ohne Aufzeichnung gestartet hat Cleartext eins.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Broken on purpose now: %1</source>
        <translation>Jetzt absichtlich gestört: %1</translation>
    </message>
    <message>
        <source>No longer broken: %1</source>
        <translation>Nicht mehr gestört: %1</translation>
    </message>
    <message>
        <source>1 packet was missed: more was said than this machine could write down.</source>
        <translation>1 Paket fehlt: Es wurde mehr gesagt, als dieser Rechner mitschreiben konnte.</translation>
    </message>
    <message>
        <source>%1 packets were missed: more was said than this machine could write down.</source>
        <translation>%1 Pakete fehlen: Es wurde mehr gesagt, als dieser Rechner mitschreiben konnte.</translation>
    </message>
    <message>
        <source>What they carried is in no view. A reset of the lab begins a new capture.</source>
        <translation>Was sie trugen, steht in keiner Ansicht. Mit dem Zurücksetzen des Labors beginnt eine neue Aufzeichnung.</translation>
    </message>
    <message>
        <source>Next packet</source>
        <translation>Nächstes Paket</translation>
    </message>
    <message>
        <source>Packet before</source>
        <translation>Ein Paket zurück</translation>
    </message>
    <message>
        <source>Freeze the view, or go on</source>
        <translation>Die Ansicht anhalten, oder weiter</translation>
    </message>
    <message>
        <source>Eve&apos;s glasses, or an endpoint&apos;s eyes</source>
        <translation>Eves Brille oder die Augen eines Endpunkts</translation>
    </message>
    <message>
        <source> · through Eve&apos;s eyes</source>
        <translation> · mit Eves Augen</translation>
    </message>
    <message>
        <source>Fields of the selected packet</source>
        <translation>Felder des gewählten Pakets</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual · Cleartext</source>
        <translation>Handbuch · Cleartext</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Das Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Nothing in the manual says that.</source>
        <translation>Das steht nirgends im Handbuch.</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>The hosts of the capture will appear here.</source>
        <translation>Hier erscheinen die Rechner der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Map of the network</source>
        <translation>Karte des Netzes</translation>
    </message>
    <message>
        <source>Left and right go from one line on the wire to the next. Tab goes to the machines.</source>
        <translation>Links und rechts gehen von einer Zeile auf der Leitung zur nächsten. Tab geht zu den Rechnern.</translation>
    </message>
    <message>
        <source>Eve listens</source>
        <translation>Eve hört mit</translation>
    </message>
    <message>
        <source>Eve hears every byte</source>
        <translation>Eve hört jedes Byte</translation>
    </message>
    <message>
        <source>nothing to hear yet</source>
        <translation>noch nichts zu hören</translation>
    </message>
    <message>
        <source>no password yet</source>
        <translation>noch kein Passwort</translation>
    </message>
    <message>
        <source>1 password in her notebook</source>
        <translation>1 Passwort in ihrem Notizbuch</translation>
    </message>
    <message>
        <source>%1 passwords in her notebook</source>
        <translation>%1 Passwörter in ihrem Notizbuch</translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation>Schlange %1</translation>
    </message>
    <message>
        <source>mailbox %1</source>
        <translation>Postfach %1</translation>
    </message>
    <message>
        <source>%1 on port %2</source>
        <translation>%1 an Port %2</translation>
    </message>
    <message>
        <source>Listens on the wire. Sends nothing.</source>
        <translation>Hört auf der Leitung mit. Sendet nichts.</translation>
    </message>
    <message>
        <source>Whoever connects from outside the lesson.</source>
        <translation>Wer sich von außerhalb der Lektion verbindet.</translation>
    </message>
    <message>
        <source>1 letter in the queue</source>
        <translation>1 Brief in der Warteschlange</translation>
    </message>
    <message>
        <source>%1 letters in the queue</source>
        <translation>%1 Briefe in der Warteschlange</translation>
    </message>
    <message>
        <source>Last answer: %1</source>
        <translation>Letzte Antwort: %1</translation>
    </message>
    <message>
        <source>1 letter</source>
        <translation>1 Brief</translation>
    </message>
    <message>
        <source>%1 letters</source>
        <translation>%1 Briefe</translation>
    </message>
    <message>
        <source>TCP %1</source>
        <translation>TCP %1</translation>
    </message>
    <message>
        <source>Eve stands in the middle</source>
        <translation>Eve steht in der Mitte</translation>
    </message>
    <message>
        <source>1 digest</source>
        <translation>1 Hashwert</translation>
    </message>
    <message>
        <source>%1 digests</source>
        <translation>%1 Hashwerte</translation>
    </message>
    <message>
        <source>no password yet, but %1</source>
        <translation>noch kein Passwort, aber %1</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>1 password</source>
        <translation>1 Passwort</translation>
    </message>
    <message>
        <source>%1 passwords</source>
        <translation>%1 Passwörter</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>There are no hand-ins there.</source>
        <translation>Dort sind keine Abgaben.</translation>
    </message>
    <message>
        <source>A hand-in is a .pcapng file that a student saved under Your turn.</source>
        <translation>Eine Abgabe ist eine .pcapng-Datei, die unter Du bist dran gespeichert wurde.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wähle einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>The header inside names the same sender. Nobody has checked either of them.</source>
        <translation>Der Kopf darin nennt denselben Absender. Niemand hat einen von beiden geprüft.</translation>
    </message>
    <message>
        <source>The header inside names somebody else, %1. The servers do not read it, and nobody has checked either of them.</source>
        <translation>Der Kopf darin nennt jemand anderen, %1. Die Server lesen ihn nicht, und niemand hat einen von beiden geprüft.</translation>
    </message>
    <message>
        <source>No envelope</source>
        <translation>Kein Umschlag</translation>
    </message>
    <message>
        <source>This letter was fetched from a mailbox. Its envelope was thrown away when it was put there.</source>
        <translation>Dieser Brief wurde aus einem Postfach geholt. Sein Umschlag wurde weggeworfen, als er hineinkam.</translation>
    </message>
    <message>
        <source>Fetched over</source>
        <translation>Geholt über</translation>
    </message>
    <message>
        <source>The envelope</source>
        <translation>Der Umschlag</translation>
    </message>
    <message>
        <source>This is what the servers read. It stands beside the letter, not in it, and whoever gets the letter never sees it.</source>
        <translation>Das lesen die Server. Es steht neben dem Brief, nicht darin, und wer den Brief bekommt, sieht es nie.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>The server&apos;s answer</source>
        <translation>Die Antwort des Servers</translation>
    </message>
    <message>
        <source>Its number there</source>
        <translation>Seine Nummer dort</translation>
    </message>
    <message>
        <source>The header</source>
        <translation>Der Kopf</translation>
    </message>
    <message>
        <source>Written by the sender, except for the lines that servers put on top. It ends at the first empty line.</source>
        <translation>Vom Absender geschrieben, außer den Zeilen, die Server obenauf setzen. Er endet an der ersten Leerzeile.</translation>
    </message>
    <message>
        <source>spelled %1</source>
        <translation>geschrieben %1</translation>
    </message>
    <message>
        <source>put on top since the station before: %1</source>
        <translation>seit der Station davor obenauf gesetzt: %1</translation>
    </message>
    <message>
        <source>Quoted-printable</source>
        <translation>Quoted-printable</translation>
    </message>
    <message>
        <source>Letters stay letters. What seven bits cannot carry is written as = and two hexadecimal digits a byte; a = at the end of a line means that the line goes on.</source>
        <translation>Buchstaben bleiben Buchstaben. Was sieben Bits nicht tragen, wird als = und zwei Hexadezimalziffern je Byte geschrieben; ein = am Zeilenende heißt, dass die Zeile weitergeht.</translation>
    </message>
    <message>
        <source>Nothing had to be escaped here.</source>
        <translation>Hier musste nichts umschrieben werden.</translation>
    </message>
    <message>
        <source>One line was broken in two and is joined again.</source>
        <translation>Eine Zeile wurde geteilt und ist wieder zusammengesetzt.</translation>
    </message>
    <message>
        <source>%1 lines were broken in two and are joined again.</source>
        <translation>%1 Zeilen wurden geteilt und sind wieder zusammengesetzt.</translation>
    </message>
    <message>
        <source>Nothing to decode</source>
        <translation>Nichts zu entschlüsseln</translation>
    </message>
    <message>
        <source>This part crossed the wire as it is (%1): the bytes sent are the bytes meant.</source>
        <translation>Dieser Teil ging über die Leitung, wie er ist (%1): Die gesendeten Bytes sind die gemeinten.</translation>
    </message>
    <message>
        <source>Two NUL bytes keep three things apart: on whose behalf (%1), who logs in (%2), and the password (%3).</source>
        <translation>Zwei NUL-Bytes trennen dreierlei: in wessen Namen (%1), wer sich anmeldet (%2), und das Passwort (%3).</translation>
    </message>
    <message>
        <source>nobody else&apos;s</source>
        <translation>in niemandes sonst</translation>
    </message>
    <message>
        <source>A colon keeps the user (%1) and the password (%2) apart.</source>
        <translation>Ein Doppelpunkt trennt den Benutzer (%1) vom Passwort (%2).</translation>
    </message>
    <message>
        <source>It says %1.</source>
        <translation>Da steht %1.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>answered with %1</source>
        <translation>beantwortet mit %1</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Select a letter, one of its lines or a log-in. It will be taken apart here: envelope, header, and each part down to its bits.</source>
        <translation>Wähle einen Brief, eine seiner Zeilen oder eine Anmeldung. Hier wird sie zerlegt: Umschlag, Kopf, und jeder Teil bis auf die Bits.</translation>
    </message>
    <message>
        <source>What the letter consists of</source>
        <translation>Woraus der Brief besteht</translation>
    </message>
    <message>
        <source>A log-in</source>
        <translation>Eine Anmeldung</translation>
    </message>
    <message>
        <source>Log-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Umschlag</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>It holds the parts beneath it. A line that the sender made up, the boundary, keeps them apart.</source>
        <translation>Er enthält die Teile darunter. Eine Zeile, die der Absender erfand, die Grenze, trennt sie.</translation>
    </message>
    <message>
        <source>Base64 is an alphabet, not a lock: each letter stands for six bits.</source>
        <translation>Base64 ist ein Alphabet, kein Schloss: Jeder Buchstabe steht für sechs Bits.</translation>
    </message>
    <message>
        <source>This letter is still on its way. It will be taken apart here once its last line has crossed the wire.</source>
        <translation>Dieser Brief ist noch unterwegs. Sobald seine letzte Zeile über die Leitung gegangen ist, wird er hier zerlegt.</translation>
    </message>
</context>
<context>
    <name>ModeWords</name>
    <message>
        <source>Private network · real packets</source>
        <translation>Privates Netz · echte Pakete</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>The lab has a network of its own inside this program. Every packet shown was really sent and captured there.
Nothing leaves this computer, and nothing comes in.</source>
        <translation>Das Labor hat ein eigenes Netz in diesem Programm. Jedes gezeigte Paket wurde dort wirklich gesendet und aufgezeichnet.
Nichts verlässt diesen Computer, und nichts kommt herein.</translation>
    </message>
    <message>
        <source>Loopback · real packets</source>
        <translation>Loopback · echte Pakete</translation>
    </message>
    <message>
        <source>Loopback</source>
        <translation>Loopback</translation>
    </message>
    <message>
        <source>Recorded · nothing is sent</source>
        <translation>Aufgezeichnet · nichts wird gesendet</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>These packets were captured earlier and are shown from a file. No server runs.</source>
        <translation>Diese Pakete wurden früher aufgezeichnet und werden aus einer Datei gezeigt. Kein Server läuft.</translation>
    </message>
    <message>
        <source>The lab runs on this computer&apos;s loopback, on high ports, because a private network is not to be had here.
Every packet shown was really sent and captured. Every other user of this computer can reach it there, and only one such lab can run at a time. Run &quot;cleartext doctor&quot; to see how to get a private network.</source>
        <translation>Das Labor läuft auf dem Loopback dieses Rechners, auf hohen Ports, weil kein privates Netz zu haben ist.
Jedes gezeigte Paket wurde wirklich geschickt und mitgeschnitten. Jeder andere Benutzer dieses Rechners kann es dort erreichen, und nur ein solches Labor kann zur selben Zeit laufen. „cleartext doctor“ sagt, wie man ein privates Netz bekommt.</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Relay</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>Einlieferung</translation>
    </message>
    <message>
        <source>Mail transfer</source>
        <translation>Mailtransport</translation>
    </message>
    <message>
        <source>Retrieval</source>
        <translation>Abholung</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>FTP control</source>
        <translation>FTP-Steuerung</translation>
    </message>
    <message>
        <source>SFTP</source>
        <translation>SFTP</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Loopback</source>
        <translation>Loopback</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>Ethernet</translation>
    </message>
    <message>
        <source>Linux capture</source>
        <translation>Linux-Aufzeichnung</translation>
    </message>
    <message>
        <source>FTP data</source>
        <translation>FTP-Daten</translation>
    </message>
    <message>
        <source>%1 → %2 · %3 · stream %4</source>
        <translation>%1 → %2 · %3 · Strom %4</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
</context>
<context>
    <name>Narration</name>
    <message>
        <source>Narration</source>
        <translation>Erzählung</translation>
    </message>
</context>
<context>
    <name>NetworkMap</name>
    <message>
        <source>FTP site</source>
        <translation>FTP-Site</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>The wire</source>
        <translation>Die Leitung</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>1 packet missed</source>
        <translation>1 Paket verpasst</translation>
    </message>
    <message>
        <source>%1 packets missed</source>
        <translation>%1 Pakete verpasst</translation>
    </message>
    <message>
        <source>nothing on the wire yet</source>
        <translation>noch nichts auf der Leitung</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>1 connection so far</source>
        <translation>bisher 1 Verbindung</translation>
    </message>
    <message>
        <source>%1 connections so far</source>
        <translation>bisher %1 Verbindungen</translation>
    </message>
    <message>
        <source>letter, %1 bytes</source>
        <translation>Brief, %1 Bytes</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1 services shut</source>
        <translation>%1 Dienste zu</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>%1 silent</source>
        <translation>%1 stumm</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>Platte voll</translation>
    </message>
    <message>
        <source>1 fault</source>
        <translation>1 Fehler</translation>
    </message>
    <message>
        <source>%1 faults</source>
        <translation>%1 Fehler</translation>
    </message>
</context>
<context>
    <name>Notebook</name>
    <message>
        <source>Seen %1 times</source>
        <translation>%1 Mal gesehen</translation>
    </message>
    <message>
        <source>Eve&apos;s notebook</source>
        <translation>Eves Notizbuch</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Show or hide the passwords (R)</source>
        <translation>Passwörter zeigen oder verbergen (R)</translation>
    </message>
    <message>
        <source>Save the chosen letter or file</source>
        <translation>Den gewählten Brief oder die Datei speichern</translation>
    </message>
    <message>
        <source>Save the chosen letter or file (Ctrl+Shift+S). More with the right button.</source>
        <translation>Den gewählten Brief oder die Datei speichern (Strg+Umschalt+S). Mehr mit der rechten Taste.</translation>
    </message>
    <message>
        <source>Eve has heard nothing yet. Passwords, letters and files that cross the wire in the clear will appear here.</source>
        <translation>Eve hat noch nichts gehört. Passwörter, Briefe und Dateien, die im Klartext über die Leitung gehen, erscheinen hier.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Save file…</source>
        <translation>Datei speichern…</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Copy user</source>
        <translation>Benutzer kopieren</translation>
    </message>
    <message>
        <source>Copy password (it was not said)</source>
        <translation>Passwort kopieren (es wurde nicht gesagt)</translation>
    </message>
    <message>
        <source>Copy password</source>
        <translation>Passwort kopieren</translation>
    </message>
    <message>
        <source>Copy password (reveal it first: R)</source>
        <translation>Passwort kopieren (erst zeigen: R)</translation>
    </message>
    <message>
        <source>Save letter as .eml…</source>
        <translation>Brief als .eml speichern…</translation>
    </message>
    <message>
        <source>Save attachments</source>
        <translation>Anhänge speichern</translation>
    </message>
    <message>
        <source>Save what was sent</source>
        <translation>Speichern, was gesendet wurde</translation>
    </message>
    <message>
        <source>%1, %2…</source>
        <translation>%1, %2…</translation>
    </message>
    <message>
        <source>Save attachments (it has none)</source>
        <translation>Anhänge speichern (er hat keine)</translation>
    </message>
    <message>
        <source>All of them into a folder…</source>
        <translation>Alle in einen Ordner…</translation>
    </message>
    <message>
        <source>Nothing is chosen that could be saved.</source>
        <translation>Nichts ist gewählt, das gespeichert werden könnte.</translation>
    </message>
    <message>
        <source>Choose a letter or a file in Eve&apos;s notebook first.</source>
        <translation>Wähle erst einen Brief oder eine Datei in Eves Notizbuch.</translation>
    </message>
    <message>
        <source>No letter with attachments is chosen.</source>
        <translation>Kein Brief mit Anhängen ist gewählt.</translation>
    </message>
    <message>
        <source>Choose one in Eve&apos;s notebook first.</source>
        <translation>Wähle erst einen in Eves Notizbuch.</translation>
    </message>
    <message>
        <source>The password is hidden, so it is not copied.</source>
        <translation>Das Passwort ist verborgen und wird darum nicht kopiert.</translation>
    </message>
    <message>
        <source>Reveal the passwords first, with R.</source>
        <translation>Zeige erst die Passwörter, mit R.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 an %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>noch nicht beantwortet</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 %2 · packet %3 · %4</source>
        <translation>%1 %2 · Paket %3 · %4</translation>
    </message>
    <message>
        <source>A page</source>
        <translation>Eine Seite</translation>
    </message>
    <message>
        <source>A page of type %1</source>
        <translation>Eine Seite vom Typ %1</translation>
    </message>
    <message>
        <source>A letter without a subject</source>
        <translation>Ein Brief ohne Betreff</translation>
    </message>
    <message>
        <source>A letter, cut short</source>
        <translation>Ein Brief, abgeschnitten</translation>
    </message>
    <message>
        <source>%1, cut short</source>
        <translation>%1, abgeschnitten</translation>
    </message>
    <message>
        <source>sent to the server</source>
        <translation>an den Server geschickt</translation>
    </message>
    <message>
        <source>fetched from the server</source>
        <translation>vom Server geholt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 packet %3 · %4</source>
        <translation>%1 · %2 Paket %3 · %4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Packet %1, %2</source>
        <translation>Paket %1, %2</translation>
    </message>
    <message>
        <source>Put on top since it was seen before:</source>
        <translation>Obenauf gesetzt, seit er zuvor gesehen wurde:</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>A folder&apos;s listing</source>
        <translation>Die Liste eines Ordners</translation>
    </message>
    <message>
        <source>A file whose command is missing</source>
        <translation>Eine Datei, deren Befehl fehlt</translation>
    </message>
    <message>
        <source>packet %1 · %2</source>
        <translation>Paket %1 · %2</translation>
    </message>
    <message>
        <source>Listing of %1</source>
        <translation>Liste von %1</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>nicht vollständig</translation>
    </message>
    <message>
        <source>%1, %2 · packet %3 · %4</source>
        <translation>%1, %2 · Paket %3 · %4</translation>
    </message>
    <message>
        <source>It is not complete: the capture misses a part of it.</source>
        <translation>Es ist nicht vollständig: Der Aufzeichnung fehlt ein Teil.</translation>
    </message>
    <message>
        <source>Only its first %1 were kept.</source>
        <translation>Nur die ersten %1 wurden aufgehoben.</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>Den Brief speichern</translation>
    </message>
    <message>
        <source>Save the attachments</source>
        <translation>Die Anhänge speichern</translation>
    </message>
    <message>
        <source>Save the attachment</source>
        <translation>Den Anhang speichern</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Die Datei speichern</translation>
    </message>
    <message>
        <source>Try a list of words on this digest</source>
        <translation>Eine Wortliste an diesem Hashwert ausprobieren</translation>
    </message>
    <message>
        <source>Copy put away</source>
        <translation>Kopie abgelegt</translation>
    </message>
    <message>
        <source>A part of a letter</source>
        <translation>Ein Teil eines Briefs</translation>
    </message>
</context>
<context>
    <name>NotebookModel</name>
    <message>
        <source>%1 · %2 so far</source>
        <translation>%1 · %2 bisher</translation>
    </message>
    <message>
        <source>%1, password hidden</source>
        <translation>%1, Passwort verborgen</translation>
    </message>
    <message>
        <source>Seen %1 times: %2</source>
        <translation>%1 Mal gesehen: %2</translation>
    </message>
    <message>
        <source>A letter, still on its way</source>
        <translation>Ein Brief, noch unterwegs</translation>
    </message>
    <message>
        <source>What made it easy</source>
        <translation>Was es leicht machte</translation>
    </message>
    <message>
        <source>Opened with the endpoint&apos;s keys: not hers</source>
        <translation>Mit den Schlüsseln des Endpunkts geöffnet: nicht ihres</translation>
    </message>
    <message>
        <source>packet %1</source>
        <translation>Paket %1</translation>
    </message>
</context>
<context>
    <name>NotesWindow</name>
    <message>
        <source>Notes · Cleartext</source>
        <translation>Notizen · Cleartext</translation>
    </message>
    <message>
        <source>Since the beginning</source>
        <translation>Seit dem Anfang</translation>
    </message>
    <message>
        <source>Notes for this step</source>
        <translation>Notizen zu diesem Schritt</translation>
    </message>
    <message>
        <source>Page Down, Page Up: on and back. B: blank. R: passwords. Digits: another view. Esc: the end.</source>
        <translation>Bild ab, Bild auf: weiter und zurück. B: schwarz. R: Passwörter. Ziffern: andere Ansicht. Esc: Ende.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>OpenedMark</name>
    <message>
        <source>opened with the endpoint&apos;s keys</source>
        <translation>mit den Schlüsseln des Endpunkts geöffnet</translation>
    </message>
    <message>
        <source>Opened with the endpoint&apos;s keys. Nobody on the way could read this.</source>
        <translation>Mit den Schlüsseln des Endpunkts geöffnet. Niemand auf dem Weg konnte das lesen.</translation>
    </message>
</context>
<context>
    <name>OwnPrograms</name>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>SFTP</source>
        <translation>SFTP</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Incoming, IMAP</source>
        <translation>Eingang, IMAP</translation>
    </message>
    <message>
        <source>Incoming, POP3</source>
        <translation>Eingang, POP3</translation>
    </message>
    <message>
        <source>Outgoing, SMTP</source>
        <translation>Ausgang, SMTP</translation>
    </message>
    <message>
        <source>Webmail</source>
        <translation>Webmail</translation>
    </message>
    <message>
        <source>FTP</source>
        <translation>FTP</translation>
    </message>
    <message>
        <source>FTP inside TLS</source>
        <translation>FTP in TLS</translation>
    </message>
    <message>
        <source>Sends a letter</source>
        <translation>Sendet einen Brief</translation>
    </message>
    <message>
        <source>Lists the letters</source>
        <translation>Listet die Briefe</translation>
    </message>
    <message>
        <source>Fetches a letter</source>
        <translation>Holt einen Brief</translation>
    </message>
    <message>
        <source>Lists the folders</source>
        <translation>Listet die Ordner</translation>
    </message>
    <message>
        <source>Lists the files</source>
        <translation>Listet die Dateien</translation>
    </message>
    <message>
        <source>Gets a file</source>
        <translation>Holt eine Datei</translation>
    </message>
    <message>
        <source>Puts a file</source>
        <translation>Legt eine Datei ab</translation>
    </message>
    <message>
        <source>curl</source>
        <translation>curl</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheim</translation>
    </message>
    <message>
        <source>In the clear</source>
        <translation>Im Klartext</translation>
    </message>
    <message>
        <source>Whether Eve can read it</source>
        <translation>Ob Eve mitlesen kann</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Start it inside the lab&apos;s network</source>
        <translation>Im Netz des Labors starten</translation>
    </message>
    <message>
        <source>%1, port %2, %3</source>
        <translation>%1, Port %2, %3</translation>
    </message>
    <message>
        <source>The lab&apos;s authority</source>
        <translation>Die Zertifizierungsstelle des Labors</translation>
    </message>
    <message>
        <source>In a shell inside the lab&apos;s network</source>
        <translation>In einer Shell im Netz des Labors</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Only use plain FTP (insecure)</source>
        <translation>Nur unverschlüsseltes FTP verwenden (unsicher)</translation>
    </message>
    <message>
        <source>Require explicit FTP over TLS</source>
        <translation>Explizites FTP über TLS erfordern</translation>
    </message>
    <message>
        <source>Require implicit FTP over TLS</source>
        <translation>Implizites FTP über TLS erfordern</translation>
    </message>
    <message>
        <source>Thunderbird finds the secret way by itself. For this one press Edit Configuration, type what stands below, and choose Normal password.</source>
        <translation>Den geheimen Weg findet Thunderbird von selbst. Für diesen hier die Einstellungen bearbeiten, eintippen, was unten steht, und „Passwort, normal“ wählen.</translation>
    </message>
    <message>
        <source>First make the lab&apos;s authority known: Esc closes the welcome; then Settings, Privacy &amp; Security, Manage Certificates, Authorities, Import; trust it for websites. From the address Thunderbird then finds the rest by itself.</source>
        <translation>Zuerst die Zertifizierungsstelle des Labors bekannt machen: Esc schließt die Begrüßung; dann Einstellungen, Datenschutz &amp; Sicherheit, Zertifikate verwalten, Zertifizierungsstellen, Importieren; für Websites vertrauen. Aus der Adresse findet Thunderbird das Übrige dann von selbst.</translation>
    </message>
    <message>
        <source>In FileZilla: File, Site Manager, New Site. The bar at the top takes TLS where it can.</source>
        <translation>In FileZilla: Datei, Servermanager, Neuer Server. Die Leiste oben nimmt TLS, wo sie kann.</translation>
    </message>
    <message>
        <source>In FileZilla: File, Site Manager, New Site. At the first connection it shows the server&apos;s certificate or key: look whose it is, and accept it.</source>
        <translation>In FileZilla: Datei, Servermanager, Neuer Server. Bei der ersten Verbindung zeigt es das Zertifikat oder den Schlüssel des Servers: nachsehen, wessen er ist, und annehmen.</translation>
    </message>
</context>
<context>
    <name>PacketModel</name>
    <message>
        <source>from the client</source>
        <translation>vom Client</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>vom Server</translation>
    </message>
    <message>
        <source>A click puts the packets in this order, another one turns it round, a third one goes back to the wire&apos;s.</source>
        <translation>Ein Klick ordnet die Pakete so, ein zweiter dreht es um, ein dritter geht zur Reihenfolge der Leitung zurück.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>From port</source>
        <translation>Von Port</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>To port</source>
        <translation>An Port</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
</context>
<context>
    <name>PacketTable</name>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export selected packets…</source>
        <translation>Ausgewählte Pakete exportieren…</translation>
    </message>
    <message>
        <source>Export this conversation…</source>
        <translation>Dieses Gespräch exportieren…</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Time since the first packet</source>
        <translation>Zeit seit dem ersten Paket</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Names of hosts</source>
        <translation>Namen der Rechner</translation>
    </message>
    <message>
        <source>Addresses of hosts</source>
        <translation>Adressen der Rechner</translation>
    </message>
    <message>
        <source>Every packet on the wire, in order. Enter leads to its fields. Shift and Ctrl select several, Ctrl+C copies them, Ctrl+E exports them.</source>
        <translation>Jedes Paket auf der Leitung, der Reihe nach. Enter führt zu seinen Feldern. Umschalt und Strg wählen mehrere, Strg+C kopiert, Strg+E exportiert sie.</translation>
    </message>
</context>
<context>
    <name>PacketWords</name>
    <message>
        <source>It accepts the connection (SYN, ACK).</source>
        <translation>Es nimmt die Verbindung an (SYN, ACK).</translation>
    </message>
    <message>
        <source>It asks for a connection (SYN).</source>
        <translation>Es bittet um eine Verbindung (SYN).</translation>
    </message>
    <message>
        <source>It says that no more will come from this side (FIN).</source>
        <translation>Es sagt, dass von dieser Seite nichts mehr kommt (FIN).</translation>
    </message>
    <message>
        <source>ends in CR LF</source>
        <translation>endet mit CR LF</translation>
    </message>
    <message>
        <source>ends in a bare LF</source>
        <translation>endet mit LF allein</translation>
    </message>
    <message>
        <source>ends inside a line</source>
        <translation>endet mitten in einer Zeile</translation>
    </message>
    <message>
        <source>Payload %1 bytes.</source>
        <translation>Nutzlast %1 Bytes.</translation>
    </message>
    <message>
        <source>one line</source>
        <translation>eine Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Payload %1 bytes, %2, %3.</source>
        <translation>Nutzlast %1 Bytes, %2, %3.</translation>
    </message>
    <message>
        <source>Sequence %1, not acknowledged yet.</source>
        <translation>Sequenz %1, noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>Sequence %1, acknowledged by packet %2 after %3 ms.</source>
        <translation>Sequenz %1, bestätigt von Paket %2 nach %3 ms.</translation>
    </message>
    <message>
        <source>%1 bytes on the wire.</source>
        <translation>%1 Bytes auf der Leitung.</translation>
    </message>
    <message>
        <source>Sent once more: these bytes were on the wire before.</source>
        <translation>Noch einmal gesendet: Diese Bytes waren schon auf der Leitung.</translation>
    </message>
    <message>
        <source>No payload. It only tells the other side what has arrived (ACK).</source>
        <translation>Keine Nutzlast. Es sagt der anderen Seite nur, was angekommen ist (ACK).</translation>
    </message>
    <message>
        <source>Only %1 of its %2 bytes were captured.</source>
        <translation>Nur %1 seiner %2 Bytes wurden aufgezeichnet.</translation>
    </message>
    <message>
        <source>It breaks the connection off, or refuses it (RST).</source>
        <translation>Es bricht die Verbindung ab oder lehnt sie ab (RST).</translation>
    </message>
</context>
<context>
    <name>PacketsPage</name>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>PartPage</name>
    <message>
        <source>As it is read</source>
        <translation>Wie man es liest</translation>
    </message>
    <message>
        <source>As it was sent</source>
        <translation>Wie es gesendet wurde</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>Schritt für Schritt</translation>
    </message>
    <message>
        <source>How the part is shown</source>
        <translation>Wie der Teil gezeigt wird</translation>
    </message>
    <message>
        <source>Save this part</source>
        <translation>Diesen Teil speichern</translation>
    </message>
    <message>
        <source>Save this part as a file</source>
        <translation>Diesen Teil als Datei speichern</translation>
    </message>
    <message>
        <source>The part as it is read</source>
        <translation>Der Teil, wie man ihn liest</translation>
    </message>
    <message>
        <source>The part as it was sent</source>
        <translation>Der Teil, wie er gesendet wurde</translation>
    </message>
    <message>
        <source>The picture in this part</source>
        <translation>Das Bild in diesem Teil</translation>
    </message>
    <message>
        <source>Neither text nor a picture. It begins with these bytes:</source>
        <translation>Weder Text noch Bild. Es beginnt mit diesen Bytes:</translation>
    </message>
    <message>
        <source>This letter was too large to be kept as it was sent.</source>
        <translation>Dieser Brief war zu groß, um aufgehoben zu werden, wie er gesendet wurde.</translation>
    </message>
</context>
<context>
    <name>PictureArea</name>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
</context>
<context>
    <name>PictureCard</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>The next picture of this letter</source>
        <translation>Das nächste Bild dieses Briefs</translation>
    </message>
    <message>
        <source>Show the picture in a window of its own</source>
        <translation>Das Bild in einem eigenen Fenster zeigen</translation>
    </message>
    <message>
        <source>Picture, put together from the captured bytes</source>
        <translation>Bild, aus den aufgezeichneten Bytes zusammengesetzt</translation>
    </message>
    <message>
        <source>%1 of %2 ›</source>
        <translation>%1 von %2 ›</translation>
    </message>
    <message>
        <source>%1 · %2 bytes, all of it</source>
        <translation>%1 · %2 Bytes, alles</translation>
    </message>
    <message>
        <source>%1 · %2 bytes so far</source>
        <translation>%1 · bisher %2 Bytes</translation>
    </message>
    <message>
        <source>%1 · %2 bytes, then it breaks off</source>
        <translation>%1 · %2 Bytes, dann bricht es ab</translation>
    </message>
    <message>
        <source>Only its first %1 bytes were kept.</source>
        <translation>Nur die ersten %1 Bytes wurden aufgehoben.</translation>
    </message>
    <message>
        <source>Nothing can be seen in them yet.</source>
        <translation>Noch ist darin nichts zu sehen.</translation>
    </message>
    <message>
        <source>Picture from the wire</source>
        <translation>Bild von der Leitung</translation>
    </message>
</context>
<context>
    <name>PlaceWords</name>
    <message>
        <source>In the address, at character %1, there should be %2.</source>
        <translation>In der Adresse sollte bei Zeichen %1 dies stehen: %2.</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Copy as picture</source>
        <translation>Als Bild kopieren</translation>
    </message>
</context>
<context>
    <name>PlotsView</name>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 Gespräch</translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation>%1 Gespräche</translation>
    </message>
    <message>
        <source>Pictures of what crosses the wire will be drawn here.</source>
        <translation>Hier entstehen Bilder von dem, was über die Leitung geht.</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>base64</source>
        <translation>base64</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Cracking</source>
        <translation>Knacken</translation>
    </message>
    <message>
        <source>Which picture</source>
        <translation>Welches Bild</translation>
    </message>
    <message>
        <source>The selected conversation with its data connections, or all of them</source>
        <translation>Das ausgewählte Gespräch mit seinen Datenverbindungen, oder alle</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>Was gezählt wird</translation>
    </message>
    <message>
        <source>Copy as a picture (Ctrl+C)</source>
        <translation>Als Bild kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Copy as a picture</source>
        <translation>Als Bild kopieren</translation>
    </message>
    <message>
        <source>What base64 costs will be drawn here, once a letter with an attachment has crossed the wire.</source>
        <translation>Hier steht, was base64 kostet, sobald ein Brief mit Anhang über die Leitung gegangen ist.</translation>
    </message>
</context>
<context>
    <name>PresenterBar</name>
    <message>
        <source>masked · R reveals</source>
        <translation>verdeckt · R zeigt</translation>
    </message>
    <message>
        <source>revealed · R masks</source>
        <translation>sichtbar · R verdeckt</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Letters</source>
        <translation>Briefe</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>Show the answer</source>
        <translation>Die Antwort zeigen</translation>
    </message>
    <message>
        <source>Type a number</source>
        <translation>Tippe eine Zahl</translation>
    </message>
    <message>
        <source>The answer was not on the wire yet. Go on, and answer then.</source>
        <translation>Die Antwort war noch nicht auf der Leitung. Geh weiter, und antworte dann.</translation>
    </message>
    <message>
        <source>Not this one. Look once more at the wire.</source>
        <translation>Diese nicht. Sieh noch einmal auf die Leitung.</translation>
    </message>
    <message>
        <source>Right. %1</source>
        <translation>Richtig. %1</translation>
    </message>
    <message>
        <source>Type the answer</source>
        <translation>Tippe die Antwort</translation>
    </message>
    <message>
        <source>Now click it, or type its number</source>
        <translation>Jetzt anklicken, oder die Nummer tippen</translation>
    </message>
    <message>
        <source>Now click its line, or type</source>
        <translation>Jetzt die Zeile anklicken, oder tippen</translation>
    </message>
    <message>
        <source>Type its number, or click here, then it</source>
        <translation>Nummer tippen, oder hier klicken, dann darauf</translation>
    </message>
    <message>
        <source>Type it, or click here, then its line</source>
        <translation>Tippen, oder hier klicken, dann auf die Zeile</translation>
    </message>
</context>
<context>
    <name>QuotaBox</name>
    <message>
        <source>Each mailbox may hold</source>
        <translation>Jedes Postfach fasst</translation>
    </message>
    <message>
        <source>Each server&apos;s disk may hold</source>
        <translation>Die Platte jedes Servers fasst</translation>
    </message>
    <message>
        <source>Over it, letters and files are refused with 452 or 552. It is as before when the lab begins anew.</source>
        <translation>Darüber werden Briefe und Dateien mit 452 oder 552 abgewiesen. Beginnt das Labor neu, ist es wie zuvor.</translation>
    </message>
</context>
<context>
    <name>Readable</name>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Noch wurde nichts gesagt.</translation>
    </message>
    <message>
        <source>Cleartext: whoever listens can read it.</source>
        <translation>Klartext: Wer mithört, kann es lesen.</translation>
    </message>
    <message>
        <source>Partly cleartext: some of it can be read, some is encrypted, compressed or binary.</source>
        <translation>Teils Klartext: Manches kann man lesen, manches ist verschlüsselt, gepackt oder binär.</translation>
    </message>
    <message>
        <source>Hardly readable: encrypted or compressed bytes look like this.</source>
        <translation>Kaum lesbar: So sehen verschlüsselte oder gepackte Bytes aus.</translation>
    </message>
</context>
<context>
    <name>ReadablePlot</name>
    <message>
        <source>→ Client says</source>
        <translation>→ Client sagt</translation>
    </message>
    <message>
        <source>← Server says</source>
        <translation>← Server sagt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Readable bytes and entropy over time</source>
        <translation>Lesbare Bytes und Entropie über der Zeit</translation>
    </message>
    <message>
        <source>%1: %2 of %3 readable, %4 bits a byte</source>
        <translation>%1: %2 von %3 lesbar, %4 Bits je Byte</translation>
    </message>
    <message>
        <source>readable</source>
        <translation>lesbar</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>random bytes: %1 % readable, 8 bits</source>
        <translation>zufällige Bytes: %1 % lesbar, 8 Bits</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>Bits a byte</source>
        <translation>Bits je Byte</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 bits a byte</source>
        <translation>%1 von %2 · %3 Bits je Byte</translation>
    </message>
    <message>
        <source>Seconds since the first byte</source>
        <translation>Sekunden seit dem ersten Byte</translation>
    </message>
    <message>
        <source>%1, second %2</source>
        <translation>%1, Sekunde %2</translation>
    </message>
    <message>
        <source>%1: nothing</source>
        <translation>%1: nichts</translation>
    </message>
    <message>
        <source>%1
%2 readable of about %3
%4 bits a byte</source>
        <translation>%1
%2 lesbar von etwa %3
%4 Bits je Byte</translation>
    </message>
</context>
<context>
    <name>ReadableView</name>
    <message>
        <source>How much of what is said can be read, and how even its bytes are, will appear here over time.</source>
        <translation>Wie viel des Gesagten lesbar ist und wie gleichmäßig seine Bytes sind, erscheint hier über der Zeit.</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>The selected conversation, or all that was said</source>
        <translation>Das ausgewählte Gespräch, oder alles, was gesagt wurde</translation>
    </message>
    <message>
        <source>Copy this picture</source>
        <translation>Dieses Bild kopieren</translation>
    </message>
    <message>
        <source>Copy this picture to the clipboard (Ctrl+C)</source>
        <translation>Dieses Bild in die Zwischenablage kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 Gespräch</translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation>%1 Gespräche</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>%1 cannot be read. Choose another file.</source>
        <translation>%1 ist nicht lesbar. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB. Choose a smaller file.</source>
        <translation>%1 ist größer als 16 MB. Eine kleinere Datei wählen.</translation>
    </message>
</context>
<context>
    <name>RecordedCourse</name>
    <message>
        <source>Open a lesson&apos;s folder</source>
        <translation>Den Ordner einer Lektion öffnen</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>The free lab needs a network of its own, or leave to capture, and this machine allows neither.</source>
        <translation>Das freie Labor braucht ein eigenes Netz oder die Erlaubnis mitzuschneiden, und dieser Rechner erlaubt keins von beiden.</translation>
    </message>
    <message>
        <source>The command &quot;cleartext doctor&quot; says what to do.</source>
        <translation>Der Befehl „cleartext doctor“ sagt, was zu tun ist.</translation>
    </message>
    <message>
        <source>Hand-ins are judged where a lab can run, or with &quot;cleartext grade&quot;.</source>
        <translation>Abgaben werden bewertet, wo ein Labor laufen kann, oder mit „cleartext grade“.</translation>
    </message>
    <message>
        <source>This recording is older than the lesson: what you see may differ from what is said of it.</source>
        <translation>Diese Aufzeichnung ist älter als die Lektion: Was du siehst, kann von dem abweichen, was dazu gesagt wird.</translation>
    </message>
    <message>
        <source>Where a lab can run, the command &quot;cleartext lessons --record %1&quot; makes it anew.</source>
        <translation>Wo ein Labor laufen kann, macht der Befehl &quot;cleartext lessons --record %1&quot; sie neu.</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>The ladder, its first %1 of %2 rows</source>
        <translation>Die Leiter, ihre ersten %1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>The ladder</source>
        <translation>Die Leiter</translation>
    </message>
    <message>
        <source>Who said what to whom, packets %1 to %2. The same stands below in words.</source>
        <translation>Wer wem was sagte, Pakete %1 bis %2. Dasselbe steht unten in Worten.</translation>
    </message>
    <message>
        <source>Bytes over time</source>
        <translation>Bytes über die Zeit</translation>
    </message>
    <message>
        <source>What base64 costs</source>
        <translation>Was base64 kostet</translation>
    </message>
    <message>
        <source>For each part that crossed the wire in base64: its bytes, its letters, and the line ends.</source>
        <translation>Für jeden Teil, der in base64 über die Leitung ging: seine Bytes, seine Buchstaben und die Zeilenenden.</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>a remark</source>
        <translation>eine Bemerkung</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>The capture</source>
        <translation>Die Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>SayRow</name>
    <message>
        <source>May be said:</source>
        <translation>Erlaubt ist:</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The roster %1 cannot be read.</source>
        <translation>Die Liste %1 lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The roster %1 is not UTF-8. It was read as Windows-1252: look at the names.</source>
        <translation>Die Liste %1 ist nicht in UTF-8. Sie wurde als Windows-1252 gelesen: Sieh dir die Namen an.</translation>
    </message>
    <message>
        <source>The roster %1 has no column called id in its first line.</source>
        <translation>Die Liste %1 hat in ihrer ersten Zeile keine Spalte namens id.</translation>
    </message>
    <message>
        <source>It is a CSV file with the columns id and name.</source>
        <translation>Sie ist eine CSV-Datei mit den Spalten id und name.</translation>
    </message>
    <message>
        <source>The roster %1 has the id %2 twice, for &quot;%3&quot; and for &quot;%4&quot;. The first one counts.</source>
        <translation>In der Liste %1 steht die Kennung %2 zweimal, für „%3“ und für „%4“. Die erste gilt.</translation>
    </message>
    <message>
        <source>The roster %1 has the id %2 again as %3, for &quot;%4&quot; and for &quot;%5&quot;. The first one counts.</source>
        <translation>In der Liste %1 steht die Kennung %2 noch einmal als %3, für „%4“ und für „%5“. Die erste gilt.</translation>
    </message>
    <message>
        <source>The class key %1 cannot be read, or is empty.</source>
        <translation>Der Klassenschlüssel %1 lässt sich nicht lesen, oder er ist leer.</translation>
    </message>
    <message>
        <source>A class key is a file with any secret text, for example from `openssl rand -hex 32`.</source>
        <translation>Ein Klassenschlüssel ist eine Datei mit irgendeinem geheimen Text, zum Beispiel von `openssl rand -hex 32`.</translation>
    </message>
    <message>
        <source>The class key %1 is empty.</source>
        <translation>Der Klassenschlüssel %1 ist leer.</translation>
    </message>
    <message>
        <source>A student&apos;s id is one line of at most 64 letters.</source>
        <translation>Eine Kennung ist eine Zeile aus höchstens 64 Zeichen.</translation>
    </message>
    <message>
        <source>A token is 64 hexadecimal digits.</source>
        <translation>Ein Token besteht aus 64 hexadezimalen Ziffern.</translation>
    </message>
    <message>
        <source>Copy it from the list that your teacher made.</source>
        <translation>Kopiere es aus der Liste, die deine Lehrkraft gemacht hat.</translation>
    </message>
    <message>
        <source>a user</source>
        <translation>jemandem</translation>
    </message>
    <message>
        <source>The cookie of a session crossed the network in the clear: who repeats it is that user, without any password.</source>
        <translation>Das Cookie einer Sitzung ging im Klartext über das Netz: Wer es wiederholt, ist dieser Benutzer, ohne jedes Passwort.</translation>
    </message>
    <message>
        <source>%1 was said after the wish to encrypt and before encryption began: a server that carries it over takes an attacker&apos;s words for its client&apos;s (RFC 3207, 6).</source>
        <translation>%1 wurde nach dem Wunsch nach Verschlüsselung und vor ihrem Beginn gesagt: Ein Server, der das mitnimmt, hält Worte eines Angreifers für die seines Clients (RFC 3207, 6).</translation>
    </message>
    <message>
        <source>Someone on the way crossed out a line of what the server can do; where STARTTLS stood, everything now stays in the clear.</source>
        <translation>Jemand auf dem Weg hat eine Zeile von dem durchgestrichen, was der Server kann; wo STARTTLS stand, bleibt nun alles im Klartext.</translation>
    </message>
    <message>
        <source>This server offers encryption in another conversation, but not in this one: someone between the two may have taken the offer out, and everything stays in the clear.</source>
        <translation>Dieser Server bietet in einem anderen Gespräch Verschlüsselung an, in diesem nicht: Jemand zwischen den beiden kann das Angebot herausgenommen haben, und alles bleibt im Klartext.</translation>
    </message>
    <message>
        <source>The client asked for encryption, was refused, and went on in the clear: whoever can forge that refusal can read everything.</source>
        <translation>Der Client bat um Verschlüsselung, wurde abgewiesen und machte im Klartext weiter: Wer diese Absage fälschen kann, kann alles lesen.</translation>
    </message>
    <message>
        <source>In packet %1 the server agreed to encrypt, and all the same everything went on in the clear.</source>
        <translation>In Paket %1 stimmte der Server der Verschlüsselung zu, und trotzdem ging alles im Klartext weiter.</translation>
    </message>
    <message>
        <source>The server offered encryption in packet %1, and the client went on in the clear.</source>
        <translation>Der Server bot in Paket %1 Verschlüsselung an, und der Client machte im Klartext weiter.</translation>
    </message>
    <message>
        <source>%1 asks the server to open a data connection to %2, a third machine: so a server is made to knock on doors that the client cannot reach (RFC 2577, 3).</source>
        <translation>%1 bittet den Server um eine Datenverbindung zu %2, einem dritten Rechner: So lässt man einen Server an Türen klopfen, die der Client nicht erreicht (RFC 2577, 3).</translation>
    </message>
    <message>
        <source>%1 is logged in, and writes as %2.</source>
        <translation>%1 ist angemeldet und schreibt als %2.</translation>
    </message>
    <message>
        <source>%1 delivers a letter that claims to come from %2.</source>
        <translation>%1 liefert einen Brief ab, der von %2 zu kommen vorgibt.</translation>
    </message>
    <message>
        <source>%1 delivers a letter that claims to come from %2; nothing here shows that it may.</source>
        <translation>%1 liefert einen Brief ab, der von %2 zu kommen vorgibt; nichts hier zeigt, dass das erlaubt ist.</translation>
    </message>
    <message>
        <source>%1 uses one password for %2 and, in packet %3, for %4: who hears one has both.</source>
        <translation>%1 benutzt ein Passwort für %2 und, in Paket %3, für %4: Wer eines hört, hat beide.</translation>
    </message>
    <message>
        <source>Anyone may come in without a name; this one calls himself %1.</source>
        <translation>Jeder darf ohne Namen herein; dieser hier nennt sich %1.</translation>
    </message>
    <message>
        <source>Anyone may come in as %1, and calls himself %2.</source>
        <translation>Jeder darf als %1 herein, und dieser nennt sich %2.</translation>
    </message>
    <message>
        <source>A token of %1 crossed the network in the clear: who repeats it is that user, without any password.</source>
        <translation>Ein Token von %1 ging im Klartext über das Netz: Wer es wiederholt, ist dieser Benutzer, ohne jedes Passwort.</translation>
    </message>
    <message>
        <source>The password of %1 crossed the network in a form that every listener can read.</source>
        <translation>Das Passwort von %1 ging in einer Form über das Netz, die jeder Lauscher lesen kann.</translation>
    </message>
    <message>
        <source>The password of %1 is written in base64. That is a spelling, not a secret: anyone reads it back.</source>
        <translation>Das Passwort von %1 ist in Base64 geschrieben. Das ist eine Schreibweise, kein Geheimnis: Jeder liest es zurück.</translation>
    </message>
    <message>
        <source>A part of type %1 says that seven bits are enough, and has bytes of eight.</source>
        <translation>Ein Teil vom Typ %1 sagt, dass sieben Bit genügen, und hat Bytes mit acht.</translation>
    </message>
    <message>
        <source>The letter has bytes of eight bits, and its envelope did not say BODY=8BITMIME: a server may take the eighth bit away (RFC 6152).</source>
        <translation>Der Brief hat Bytes mit acht Bit, und sein Umschlag sagte nicht BODY=8BITMIME: Ein Server darf das achte Bit wegnehmen (RFC 6152).</translation>
    </message>
    <message>
        <source>The letter says it is from %1, its envelope from %2.</source>
        <translation>Der Brief sagt, er sei von %1, sein Umschlag sagt, von %2.</translation>
    </message>
    <message>
        <source>A single dot stands between line ends that are not CR LF. One server takes it for the end of the letter, the next one does not: so a second letter can be smuggled in (RFC 5321, 4.1.1.4).</source>
        <translation>Ein einzelner Punkt steht zwischen Zeilenenden, die nicht CR LF sind. Der eine Server hält ihn für das Ende des Briefs, der nächste nicht: So lässt sich ein zweiter Brief hineinschmuggeln (RFC 5321, 4.1.1.4).</translation>
    </message>
    <message>
        <source>The two agreed on %1: it signs what is said, and hides nothing of it.</source>
        <translation>Die beiden einigten sich auf %1: Das unterschreibt, was gesagt wird, und verbirgt nichts davon.</translation>
    </message>
    <message>
        <source>The two agreed on %1, which is no longer held to be safe (RFC 8996).</source>
        <translation>Die beiden einigten sich auf %1, was nicht mehr als sicher gilt (RFC 8996).</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by itself: nobody vouches for it, and whoever stands between the two can show one just like it.</source>
        <translation>Das Zertifikat von %1 ist von sich selbst unterschrieben: Niemand bürgt dafür, und wer zwischen den beiden steht, kann ein gleiches vorzeigen.</translation>
    </message>
    <message>
        <source>The certificate of %1 was valid until %2 only: a client that goes on does not look.</source>
        <translation>Das Zertifikat von %1 galt nur bis %2: Ein Client, der weitermacht, sieht nicht hin.</translation>
    </message>
    <message>
        <source>%1 bytes received.</source>
        <translation>%1 Bytes empfangen.</translation>
    </message>
    <message>
        <source>%1 is on the server.</source>
        <translation>%1 liegt auf dem Server.</translation>
    </message>
    <message>
        <source>It was added to %1.</source>
        <translation>Es wurde an %1 angehängt.</translation>
    </message>
    <message>
        <source>%1 is called %2 now.</source>
        <translation>%1 heißt jetzt %2.</translation>
    </message>
    <message>
        <source>%1 is gone from the server.</source>
        <translation>%1 ist vom Server verschwunden.</translation>
    </message>
    <message>
        <source>The folder %1 is on the server.</source>
        <translation>Der Ordner %1 liegt auf dem Server.</translation>
    </message>
    <message>
        <source>In the address, at character %1, there should be %2.</source>
        <translation>In der Adresse sollte an Stelle %1 stehen: %2.</translation>
    </message>
    <message>
        <source>The server did not let you in: %1</source>
        <translation>Der Server hat niemanden eingelassen: %1</translation>
    </message>
    <message>
        <source>The server did not let %1 in.</source>
        <translation>Der Server hat %1 nicht eingelassen.</translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>Der Server sagte: %1</translation>
    </message>
    <message>
        <source>Everything was done.</source>
        <translation>Alles ist getan.</translation>
    </message>
    <message>
        <source>No letter about &quot;%1&quot; was fetched, so there is nothing to answer or to pass on.</source>
        <translation>Es wurde kein Brief über „%1“ geholt, also gibt es nichts zu beantworten oder weiterzuleiten.</translation>
    </message>
    <message>
        <source>The letter goes to nobody: there is no address.</source>
        <translation>Der Brief geht an niemanden: Es steht keine Adresse da.</translation>
    </message>
    <message>
        <source>The mail server has taken the letter: %1</source>
        <translation>Der Mailserver hat den Brief angenommen: %1</translation>
    </message>
    <message>
        <source>The mail server did not take the letter: %1</source>
        <translation>Der Mailserver hat den Brief nicht angenommen: %1</translation>
    </message>
    <message>
        <source>%1 letter fetched.</source>
        <translation>%1 Brief geholt.</translation>
    </message>
    <message>
        <source>%1 letters fetched.</source>
        <translation>%1 Briefe geholt.</translation>
    </message>
    <message>
        <source>The mailbox could not be fetched: %1</source>
        <translation>Das Postfach konnte nicht geholt werden: %1</translation>
    </message>
    <message>
        <source>Nobody in the lab is called %1.</source>
        <translation>Niemand im Labor heißt %1.</translation>
    </message>
    <message>
        <source>Nobody in the lab writes from %1.</source>
        <translation>Niemand im Labor schreibt von %1.</translation>
    </message>
    <message>
        <source>%1 has no mail server of its own: say which one.</source>
        <translation>%1 hat keinen eigenen Mailserver: Es fehlt, welcher gemeint ist.</translation>
    </message>
    <message>
        <source>There is no machine called %1 in the lab.</source>
        <translation>Im Labor gibt es keinen Rechner namens %1.</translation>
    </message>
    <message>
        <source>%1 is not a port.</source>
        <translation>%1 ist kein Port.</translation>
    </message>
    <message>
        <source>The data connection could not be opened, or it broke.</source>
        <translation>Die Datenverbindung ließ sich nicht öffnen, oder sie brach ab.</translation>
    </message>
    <message>
        <source>The server&apos;s greeting has no timestamp, so there is nothing to make a digest of: it does not know APOP.</source>
        <translation>Die Begrüßung des Servers hat keinen Zeitstempel, also gibt es nichts, woraus ein Hashwert würde: Er kennt APOP nicht.</translation>
    </message>
    <message>
        <source>The server does not offer AUTH %1.</source>
        <translation>Der Server bietet AUTH %1 nicht an.</translation>
    </message>
    <message>
        <source>The server has no such file.</source>
        <translation>Der Server hat keine solche Datei.</translation>
    </message>
    <message>
        <source>The server does not allow it.</source>
        <translation>Der Server erlaubt es nicht.</translation>
    </message>
    <message>
        <source>There is one of that name already.</source>
        <translation>So heißt schon etwas.</translation>
    </message>
    <message>
        <source>It was broken off.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>SSH could not be agreed on: %1.</source>
        <translation>Über SSH kam es zu keiner Einigung: %1.</translation>
    </message>
    <message>
        <source>The server&apos;s key is not the one that this program knows, so no password was said.</source>
        <translation>Der Schlüssel des Servers ist nicht der, den dieses Programm kennt, also wurde kein Passwort gesagt.</translation>
    </message>
    <message>
        <source>The server does not speak SFTP.</source>
        <translation>Der Server spricht kein SFTP.</translation>
    </message>
    <message>
        <source>Nobody listens at %1.</source>
        <translation>Niemand hört bei %1.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>The connection to %1 broke.</source>
        <translation>Die Verbindung zu %1 ist abgerissen.</translation>
    </message>
    <message>
        <source>The connection to %1 failed: %2.</source>
        <translation>Die Verbindung zu %1 ist gescheitert: %2.</translation>
    </message>
    <message>
        <source>TLS was asked for where there can be none.</source>
        <translation>TLS war verlangt, wo es keins geben kann.</translation>
    </message>
    <message>
        <source>Nothing was heard from %1 for too long.</source>
        <translation>Von %1 kam zu lange nichts.</translation>
    </message>
    <message>
        <source>The connection was broken off.</source>
        <translation>Die Verbindung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>Die Datei %1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Bitte den Namen prüfen.</translation>
    </message>
    <message>
        <source>%1 is a folder, not a capture file.</source>
        <translation>%1 ist ein Ordner, keine Aufzeichnung.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is too short to be a capture.</source>
        <translation>Die Datei ist zu kurz für eine Aufzeichnung.</translation>
    </message>
    <message>
        <source>The file is not a capture: it begins neither like pcap nor like pcapng.</source>
        <translation>Die Datei ist keine Aufzeichnung: Sie beginnt weder wie pcap noch wie pcapng.</translation>
    </message>
    <message>
        <source>The file is compressed with gzip and ends too early.</source>
        <translation>Die Datei ist mit gzip gepackt und endet zu früh.</translation>
    </message>
    <message>
        <source>The key log %1 cannot be read: %2.</source>
        <translation>Die Schlüsseldatei %1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>A key log is what a program writes whose SSLKEYLOGFILE names a file.</source>
        <translation>Eine Schlüsseldatei schreibt ein Programm, dessen SSLKEYLOGFILE eine Datei nennt.</translation>
    </message>
    <message>
        <source>There is no word in %1.</source>
        <translation>In %1 steht kein Wort.</translation>
    </message>
    <message>
        <source>A list of words is a file with one word a line.</source>
        <translation>Eine Wortliste ist eine Datei mit einem Wort je Zeile.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Packets on %1 cannot be captured: %2.</source>
        <translation>Pakete auf %1 lassen sich nicht mitschneiden: %2.</translation>
    </message>
    <message>
        <source>Run cleartext doctor to see what this machine allows.</source>
        <translation>Der Befehl cleartext doctor zeigt, was dieser Rechner erlaubt.</translation>
    </message>
    <message>
        <source>This user may not capture on the loopback interface.</source>
        <translation>Dieser Benutzer darf auf der Loopback-Schnittstelle nicht mitschneiden.</translation>
    </message>
    <message>
        <source>The command `cleartext doctor` says how to allow it.</source>
        <translation>Der Befehl `cleartext doctor` sagt, wie man es erlaubt.</translation>
    </message>
    <message>
        <source>The command `cleartext doctor` says what to do for either.</source>
        <translation>Der Befehl `cleartext doctor` sagt, was in beiden Fällen zu tun ist.</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by another program.</source>
        <translation>Port %1 auf %2 ist von einem anderen Programm belegt.</translation>
    </message>
    <message>
        <source>The server only says that it failed.</source>
        <translation>Der Server sagt nur, dass es nicht ging.</translation>
    </message>
    <message>
        <source>The server did not remove the folder. It must be empty for that.</source>
        <translation>Der Server hat den Ordner nicht entfernt. Dazu muss er leer sein.</translation>
    </message>
</context>
<context>
    <name>ServersView</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>ServiceRow</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>It answers as it should.</source>
        <translation>Er antwortet, wie er soll.</translation>
    </message>
    <message>
        <source>It does not answer at all: who connects waits until he gives up.</source>
        <translation>Er antwortet gar nicht: Wer sich verbindet, wartet, bis er aufgibt.</translation>
    </message>
    <message>
        <source>Nobody listens: who connects is refused.</source>
        <translation>Niemand horcht: Wer sich verbindet, wird abgewiesen.</translation>
    </message>
    <message>
        <source>%1 connected</source>
        <translation>%1 verbunden</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>connects to %1, port %2</source>
        <translation>verbindet sich mit %1, Port %2</translation>
    </message>
</context>
<context>
    <name>SideModel</name>
    <message>
        <source>Client, packet %1: %2</source>
        <translation>Client, Paket %1: %2</translation>
    </message>
    <message>
        <source>Server, packet %1: %2</source>
        <translation>Server, Paket %1: %2</translation>
    </message>
    <message>
        <source>nothing like it here</source>
        <translation>hier nichts dergleichen</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
</context>
<context>
    <name>SideView</name>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Once there are conversations, two of them can be laid side by side here, line by line.</source>
        <translation>Sobald es zwei Gespräche gibt, lassen sie sich hier Zeile für Zeile nebeneinanderlegen.</translation>
    </message>
    <message>
        <source>Conversation at the left</source>
        <translation>Gespräch links</translation>
    </message>
    <message>
        <source>Conversation at the right</source>
        <translation>Gespräch rechts</translation>
    </message>
    <message>
        <source>Copy as a picture; Ctrl+C copies the lines as text</source>
        <translation>Als Bild kopieren; Strg+C kopiert die Zeilen als Text</translation>
    </message>
    <message>
        <source>Two conversations, line by line</source>
        <translation>Zwei Gespräche, Zeile für Zeile</translation>
    </message>
    <message>
        <source>%1 · %2 · client %3, server %4</source>
        <translation>%1 · %2 · Client %3, Server %4</translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 Verbindung</translation>
    </message>
    <message>
        <source>%1 connections</source>
        <translation>%1 Verbindungen</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>The lessons are being read …</source>
        <translation>Die Lektionen werden gelesen …</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Enter the free lab</source>
        <translation>Ins freie Labor</translation>
    </message>
    <message>
        <source>Open a capture…</source>
        <translation>Eine Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Open a lesson&apos;s folder…</source>
        <translation>Ordner einer Lektion öffnen…</translation>
    </message>
    <message>
        <source>Look at hand-ins…</source>
        <translation>Abgaben ansehen…</translation>
    </message>
    <message>
        <source>Next for you</source>
        <translation>Das Nächste für dich</translation>
    </message>
    <message>
        <source>Captures</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>A file from Wireshark, tcpdump or Cleartext, with every view. It can also be dropped on this window.</source>
        <translation>Eine Datei von Wireshark, tcpdump oder Cleartext, mit jeder Ansicht. Man kann sie auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Free lab</source>
        <translation>Freies Labor</translation>
    </message>
    <message>
        <source>The whole network, without a script: your own letters and files, and Eve hears them.</source>
        <translation>Das ganze Netz, ohne Drehbuch: deine eigenen Briefe und Dateien, und Eve hört sie.</translation>
    </message>
    <message>
        <source>For teachers</source>
        <translation>Für Lehrende</translation>
    </message>
    <message>
        <source>Judge what students handed in, or try a lesson of your own: it is read again whenever you save it.</source>
        <translation>Beurteile, was abgegeben wurde, oder probiere eine eigene Lektion aus: Sie wird neu gelesen, sooft du sie speicherst.</translation>
    </message>
    <message>
        <source>No lessons were found. They lie in the folder lessons beside the program.</source>
        <translation>Es wurden keine Lektionen gefunden. Sie liegen im Ordner lessons neben dem Programm.</translation>
    </message>
    <message>
        <source>Begin here</source>
        <translation>Beginne hier</translation>
    </message>
    <message>
        <source>The whole way of one letter, in %1 minutes. Every packet is real.</source>
        <translation>Der ganze Weg eines Briefs, in %1 Minuten. Jedes Paket ist echt.</translation>
    </message>
    <message>
        <source>%1 minutes.</source>
        <translation>%1 Minuten.</translation>
    </message>
    <message>
        <source>%1 minutes. You have %2.</source>
        <translation>%1 Minuten. Du hast %2.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Open %1 again</source>
        <translation>%1 wieder öffnen</translation>
    </message>
    <message>
        <source>Where you were</source>
        <translation>Wo du warst</translation>
    </message>
    <message>
        <source>The free lab</source>
        <translation>Das freie Labor</translation>
    </message>
    <message>
        <source>The same view as before, in a fresh network.</source>
        <translation>Dieselbe Ansicht wie zuvor, in einem frischen Netz.</translation>
    </message>
    <message>
        <source>No step was played yet.</source>
        <translation>Noch kein Schritt wurde gespielt.</translation>
    </message>
    <message>
        <source>%1 of %2 steps were played.</source>
        <translation>%1 von %2 Schritten wurden gespielt.</translation>
    </message>
    <message>
        <source>%1 steps were played.</source>
        <translation>%1 Schritte wurden gespielt.</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>Weitermachen mit %1</translation>
    </message>
</context>
<context>
    <name>StatePicture</name>
    <message>
        <source>States of the session</source>
        <translation>Zustände der Sitzung</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>a dot alone</source>
        <translation>ein Punkt allein</translation>
    </message>
</context>
<context>
    <name>StateStrip</name>
    <message>
        <source>Select a line of SMTP, POP3, IMAP or FTP: here stands the state that it leads to.</source>
        <translation>Wähle eine Zeile von SMTP, POP3, IMAP oder FTP: Hier steht der Zustand, zu dem sie führt.</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>not yet played</source>
        <translation>noch nicht gespielt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>seen on the wire</source>
        <translation>auf der Leitung gesehen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>misslungen</translation>
    </message>
    <message>
        <source>Step %1, %2: %3</source>
        <translation>Schritt %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>StudentBox</name>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>That is me</source>
        <translation>Das bin ich</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change who works here</source>
        <translation>Ändern, wer hier arbeitet</translation>
    </message>
    <message>
        <source>Who are you? Your id goes into what you hand in, and your own names, passwords and words are drawn from it.</source>
        <translation>Wer bist du? Deine Kennung kommt in deine Abgabe, und deine eigenen Namen, Passwörter und Wörter werden aus ihr gezogen.</translation>
    </message>
    <message>
        <source>Name or number, as your teacher knows you</source>
        <translation>Name oder Nummer, wie man dich in der Klasse kennt</translation>
    </message>
    <message>
        <source>Your id</source>
        <translation>Deine Kennung</translation>
    </message>
    <message>
        <source>Token for this lesson, if you were given one</source>
        <translation>Token für diese Lektion, wenn du eines bekommen hast</translation>
    </message>
    <message>
        <source>Your token</source>
        <translation>Dein Token</translation>
    </message>
    <message>
        <source>Student %1</source>
        <translation>Schüler %1</translation>
    </message>
    <message>
        <source>%1 · saved %2</source>
        <translation>%1 · gespeichert %2</translation>
    </message>
    <message>
        <source>Each lesson has a token of its own. Copy the one that your teacher gave you for this lesson, or go on without.</source>
        <translation>Jede Lektion hat ihr eigenes Token. Kopiere das, das du für diese Lektion bekommen hast, oder mach ohne weiter.</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>A folder can be opened.</source>
        <translation>Ein Ordner kann geöffnet werden.</translation>
    </message>
    <message>
        <source>A folder that the user has subscribed to.</source>
        <translation>Ein Ordner, den der Benutzer abonniert hat.</translation>
    </message>
    <message>
        <source>A folder, with what is special about it and the sign between levels.</source>
        <translation>Ein Ordner, was an ihm besonders ist, und das Zeichen zwischen den Ebenen.</translation>
    </message>
    <message>
        <source>A mark from which the transfer may be taken up again.</source>
        <translation>Eine Marke, von der an die Übertragung wieder aufgenommen werden kann.</translation>
    </message>
    <message>
        <source>A mark of what is there; it changes when the content does.</source>
        <translation>Eine Marke für das, was dort liegt; sie ändert sich mit dem Inhalt.</translation>
    </message>
    <message>
        <source>A port is open. Four numbers are the address; the port is the fifth times 256 plus the sixth.</source>
        <translation>Ein Port ist offen. Vier Zahlen sind die Adresse; der Port ist die fünfte mal 256 plus die sechste.</translation>
    </message>
    <message>
        <source>A port is open; its number stands between the bars.</source>
        <translation>Ein Port ist offen; seine Nummer steht zwischen den Strichen.</translation>
    </message>
    <message>
        <source>A: text, line ends are converted. I: bytes as they are, for pictures and programs.</source>
        <translation>A: Text, Zeilenenden werden umgesetzt. I: Bytes, wie sie sind, für Bilder und Programme.</translation>
    </message>
    <message>
        <source>About a folder: what LIST would send.</source>
        <translation>Über einen Ordner: was LIST senden würde.</translation>
    </message>
    <message>
        <source>Agrees on the size of a buffer. TLS needs none, but PROT asks for it.</source>
        <translation>Macht die Größe eines Puffers aus. TLS braucht keinen, aber PROT verlangt danach.</translation>
    </message>
    <message>
        <source>An old name of CDUP.</source>
        <translation>Ein alter Name für CDUP.</translation>
    </message>
    <message>
        <source>An old name of CWD.</source>
        <translation>Ein alter Name für CWD.</translation>
    </message>
    <message>
        <source>An old name of MKD.</source>
        <translation>Ein alter Name für MKD.</translation>
    </message>
    <message>
        <source>An old name of PWD.</source>
        <translation>Ein alter Name für PWD.</translation>
    </message>
    <message>
        <source>An old name of RMD.</source>
        <translation>Ein alter Name für RMD.</translation>
    </message>
    <message>
        <source>As long as this number stays the same, so do the unique numbers of the letters.</source>
        <translation>Solange diese Zahl dieselbe bleibt, bleiben es auch die eindeutigen Nummern der Briefe.</translation>
    </message>
    <message>
        <source>Asks a proxy for a tunnel to another server. This lab has no proxy.</source>
        <translation>Bittet einen Proxy um einen Tunnel zu einem anderen Server. In diesem Labor gibt es keinen Proxy.</translation>
    </message>
    <message>
        <source>Asks for TLS on this connection. From then on a listener understands nothing.</source>
        <translation>Bittet um TLS auf dieser Verbindung. Von da an versteht ein Lauscher nichts mehr.</translation>
    </message>
    <message>
        <source>Asks for a name of each mail that never changes, so that a client knows what is new.</source>
        <translation>Fragt nach einem Namen für jede Mail, der sich nie ändert, damit ein Client weiß, was neu ist.</translation>
    </message>
    <message>
        <source>Asks for a part only.</source>
        <translation>Bittet nur um einen Teil.</translation>
    </message>
    <message>
        <source>Asks for a table of the files, sent over the data connection. A name may have * and ? in it.</source>
        <translation>Bittet um eine Tabelle der Dateien, die über die Datenverbindung kommt. Im Namen dürfen * und ? stehen.</translation>
    </message>
    <message>
        <source>Asks for encryption on this connection. After the +OK both shake hands.</source>
        <translation>Bittet um Verschlüsselung auf dieser Verbindung. Nach dem +OK folgt der Handschlag.</translation>
    </message>
    <message>
        <source>Asks for encryption on this connection. After the 220 both shake hands, and everything is said anew.</source>
        <translation>Bittet um Verschlüsselung auf dieser Verbindung. Nach der 220 folgt der Handschlag, und alles wird neu gesagt.</translation>
    </message>
    <message>
        <source>Asks for room for a file. Few servers need to be asked.</source>
        <translation>Bittet um Platz für eine Datei. Kaum ein Server muss darum gebeten werden.</translation>
    </message>
    <message>
        <source>Asks for the bare names of the files, sent over the data connection. A name may have * and ? in it.</source>
        <translation>Bittet nur um die Namen der Dateien, über die Datenverbindung. Im Namen dürfen * und ? stehen.</translation>
    </message>
    <message>
        <source>Asks for the facts about a file or folder, on this connection, in a form for programs.</source>
        <translation>Fragt auf dieser Verbindung nach den Angaben zu einer Datei oder einem Ordner, in einer Form für Programme.</translation>
    </message>
    <message>
        <source>Asks for the facts about all files of a folder, in a form for programs.</source>
        <translation>Fragt nach den Angaben zu allen Dateien eines Ordners, in einer Form für Programme.</translation>
    </message>
    <message>
        <source>Asks for the header of an answer only, to learn whether it is there, how long and of what type.</source>
        <translation>Fragt nur nach dem Kopf einer Antwort: ob es sie gibt, wie lang sie ist und von welchem Typ.</translation>
    </message>
    <message>
        <source>Asks for the number and size of every mail, or of one.</source>
        <translation>Fragt nach Nummer und Größe jeder Mail, oder einer einzigen.</translation>
    </message>
    <message>
        <source>Asks for what is at an address. Asking changes nothing at the server.</source>
        <translation>Fragt nach dem, was unter einer Adresse liegt. Fragen ändert am Server nichts.</translation>
    </message>
    <message>
        <source>Asks how a folder stands, without opening it.</source>
        <translation>Fragt, wie es um einen Ordner steht, ohne ihn zu öffnen.</translation>
    </message>
    <message>
        <source>Asks how many bytes a file has.</source>
        <translation>Fragt, wie viele Bytes eine Datei hat.</translation>
    </message>
    <message>
        <source>Asks how many mails there are, and how many bytes they are together.</source>
        <translation>Fragt, wie viele Mails da sind und wie viele Bytes sie zusammen haben.</translation>
    </message>
    <message>
        <source>Asks how things stand, even while a file passes; or for a table of the files, on this connection.</source>
        <translation>Fragt, wie es steht, auch während eine Datei läuft; oder auf dieser Verbindung nach einer Tabelle der Dateien.</translation>
    </message>
    <message>
        <source>Asks the server to bring its house in order. Few servers have anything to do then.</source>
        <translation>Bittet den Server, sein Haus in Ordnung zu bringen. Kaum ein Server hat dann etwas zu tun.</translation>
    </message>
    <message>
        <source>Asks the server to call the client for the next transfer, as PORT does.</source>
        <translation>Bittet den Server, für die nächste Übertragung den Client anzurufen, wie PORT es tut.</translation>
    </message>
    <message>
        <source>Asks the server to call the client for the next transfer. Four numbers are the address; the port is the fifth times 256 plus the sixth.</source>
        <translation>Bittet den Server, für die nächste Übertragung den Client anzurufen. Vier Zahlen sind die Adresse; der Port ist die fünfte mal 256 plus die sechste.</translation>
    </message>
    <message>
        <source>Asks the server to open a port for the next transfer. The answer tells address and port.</source>
        <translation>Bittet den Server, für die nächste Übertragung einen Port zu öffnen. Die Antwort nennt Adresse und Port.</translation>
    </message>
    <message>
        <source>Asks the server to open a port for the next transfer. The answer tells the port alone.</source>
        <translation>Bittet den Server, für die nächste Übertragung einen Port zu öffnen. Die Antwort nennt nur den Port.</translation>
    </message>
    <message>
        <source>Asks to encrypt everything from here on. Nothing said before counts any more.</source>
        <translation>Bittet, von hier an alles zu verschlüsseln. Was vorher gesagt wurde, gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Asks to end TLS on this connection, and to keep it for files.</source>
        <translation>Bittet, TLS auf dieser Verbindung zu beenden und es für Dateien zu behalten.</translation>
    </message>
    <message>
        <source>Asks what kind of system the server is.</source>
        <translation>Fragt, was für ein System der Server ist.</translation>
    </message>
    <message>
        <source>Asks what the server can do beyond the basics.</source>
        <translation>Fragt, was der Server über das Nötigste hinaus kann.</translation>
    </message>
    <message>
        <source>Asks what this server can do that no other can.</source>
        <translation>Fragt, was dieser Server kann und kein anderer.</translation>
    </message>
    <message>
        <source>Asks when a file was last changed.</source>
        <translation>Fragt, wann eine Datei zuletzt geändert wurde.</translation>
    </message>
    <message>
        <source>Asks where the user&apos;s own folders begin, and where those that he shares with others.</source>
        <translation>Fragt, wo die eigenen Ordner des Benutzers beginnen und wo die, die er mit anderen teilt.</translation>
    </message>
    <message>
        <source>Asks whether a mailbox exists. Servers today do not tell, because spammers asked too often.</source>
        <translation>Fragt, ob es ein Postfach gibt. Heutige Server sagen es nicht, weil Spammer zu oft gefragt haben.</translation>
    </message>
    <message>
        <source>Asks which folder this is.</source>
        <translation>Fragt, welcher Ordner dies ist.</translation>
    </message>
    <message>
        <source>Asks which folders the user has subscribed to.</source>
        <translation>Fragt, welche Ordner der Benutzer abonniert hat.</translation>
    </message>
    <message>
        <source>Asks which folders there are: * stands for any name, % for one level.</source>
        <translation>Fragt, welche Ordner es gibt: * steht für jeden Namen, % für eine Ebene.</translation>
    </message>
    <message>
        <source>Asks which letters fit: UNSEEN, FROM alice, SINCE 1-Jan-2024, TEXT crepes, and many more.</source>
        <translation>Fragt, welche Briefe passen: UNSEEN, FROM alice, SINCE 1-Jan-2024, TEXT crepes und vieles mehr.</translation>
    </message>
    <message>
        <source>Asks which methods an address knows; the answer is in the Allow line.</source>
        <translation>Fragt, welche Methoden eine Adresse kennt; die Antwort steht in der Zeile Allow.</translation>
    </message>
    <message>
        <source>Asks who is on a mailing list. This server does not tell.</source>
        <translation>Fragt, wer auf einer Mailingliste steht. Dieser Server sagt es nicht.</translation>
    </message>
    <message>
        <source>Begins a letter and names its sender for the envelope. Anyone may claim any name.</source>
        <translation>Beginnt einen Brief und nennt seinen Absender für den Umschlag. Jeder darf jeden Namen behaupten.</translation>
    </message>
    <message>
        <source>Breaks off the transfer that is running.</source>
        <translation>Bricht die Übertragung ab, die gerade läuft.</translation>
    </message>
    <message>
        <source>Bytes are sent as a stream. The other modes are hardly ever used.</source>
        <translation>Bytes kommen als Strom. Die anderen Betriebsarten werden kaum je benutzt.</translation>
    </message>
    <message>
        <source>Closes the folder and removes nothing.</source>
        <translation>Schließt den Ordner und entfernt nichts.</translation>
    </message>
    <message>
        <source>Closes the folder, and removes the letters in it that are marked as deleted.</source>
        <translation>Schließt den Ordner und entfernt die Briefe darin, die als gelöscht markiert sind.</translation>
    </message>
    <message>
        <source>Deletes a file.</source>
        <translation>Löscht eine Datei.</translation>
    </message>
    <message>
        <source>Does nothing but get an answer, and with it the news: mail that came, letters that were read elsewhere.</source>
        <translation>Tut nichts, als eine Antwort zu holen und mit ihr die Neuigkeiten: Mail, die kam, Briefe, die anderswo gelesen wurden.</translation>
    </message>
    <message>
        <source>Does nothing but get an answer, to see that the other side is still there.</source>
        <translation>Tut nichts, als eine Antwort zu holen, um zu sehen, dass die andere Seite noch da ist.</translation>
    </message>
    <message>
        <source>Done as asked with the file or folder.</source>
        <translation>Mit der Datei oder dem Ordner wurde getan, was verlangt war.</translation>
    </message>
    <message>
        <source>Done as asked.</source>
        <translation>Getan wie verlangt.</translation>
    </message>
    <message>
        <source>Done as asked. After the dot it means: I have the letter and answer for it from now on.</source>
        <translation>Getan wie verlangt. Nach dem Punkt heißt es: Ich habe den Brief und stehe von jetzt an für ihn ein.</translation>
    </message>
    <message>
        <source>Done, and there is nothing to show.</source>
        <translation>Getan, und es gibt nichts zu zeigen.</translation>
    </message>
    <message>
        <source>Done. Now fetch the page that the Location line names: so a reload does not send the form again.</source>
        <translation>Getan. Nun die Seite holen, die die Zeile Location nennt: So schickt ein Neuladen das Formular nicht noch einmal.</translation>
    </message>
    <message>
        <source>Every field of the form, word for word: a password, a whole letter.</source>
        <translation>Jedes Feld des Formulars, Wort für Wort: ein Passwort, einen ganzen Brief.</translation>
    </message>
    <message>
        <source>Every folder&apos;s name, and with it what the user&apos;s mail is about.</source>
        <translation>Den Namen jedes Ordners und damit, wovon die Mail des Benutzers handelt.</translation>
    </message>
    <message>
        <source>Every line is the letter&apos;s, until a dot alone on its line.</source>
        <translation>Jede Zeile gehört zum Brief, bis ein Punkt allein in seiner Zeile steht.</translation>
    </message>
    <message>
        <source>Fetches a file over the data connection.</source>
        <translation>Holt eine Datei über die Datenverbindung.</translation>
    </message>
    <message>
        <source>Fetches letters, or as much of them as is asked for: flags, envelope, structure, one part, a piece of it.</source>
        <translation>Holt Briefe, oder so viel von ihnen, wie verlangt ist: Markierungen, Umschlag, Aufbau, einen Teil, ein Stück davon.</translation>
    </message>
    <message>
        <source>Fetches one mail, headers and text.</source>
        <translation>Holt eine Mail, Kopf und Text.</translation>
    </message>
    <message>
        <source>Fetches the headers of a mail and as many lines of its text.</source>
        <translation>Holt den Kopf einer Mail und so viele Zeilen ihres Textes.</translation>
    </message>
    <message>
        <source>Files are plain files. The other structures belong to machines of the seventies.</source>
        <translation>Dateien sind einfache Dateien. Die anderen Strukturen gehören zu Rechnern der siebziger Jahre.</translation>
    </message>
    <message>
        <source>Files can be listed, fetched and stored.</source>
        <translation>Dateien können aufgelistet, geholt und abgelegt werden.</translation>
    </message>
    <message>
        <source>For now, look where the Location line points. Browsers do so at once.</source>
        <translation>Im Augenblick dort nachsehen, wohin die Zeile Location zeigt. Browser tun es sofort.</translation>
    </message>
    <message>
        <source>Forgets the letter that was begun; the connection stays.</source>
        <translation>Vergisst den Brief, der begonnen war; die Verbindung bleibt.</translation>
    </message>
    <message>
        <source>Gives a folder another name, and all those below it.</source>
        <translation>Gibt einem Ordner einen anderen Namen, und allen unter ihm.</translation>
    </message>
    <message>
        <source>Gives back what the server handed out before, with every request: so the server knows its visitor again.</source>
        <translation>Gibt mit jeder Anfrage zurück, was der Server ausgegeben hat: So erkennt der Server seinen Besucher wieder.</translation>
    </message>
    <message>
        <source>Go on: send the body. A client that asked first, with Expect, waits for this.</source>
        <translation>Weiter: Der Rumpf darf kommen. Darauf wartet ein Client, der mit Expect zuerst gefragt hat.</translation>
    </message>
    <message>
        <source>Go on: the server waits for the rest of the command.</source>
        <translation>Weiter: Der Server wartet auf den Rest des Befehls.</translation>
    </message>
    <message>
        <source>Go on: what follows is a question in base64, and so must the answer be.</source>
        <translation>Weiter: Was folgt, ist eine Frage in base64, und so muss auch die Antwort sein.</translation>
    </message>
    <message>
        <source>Goes into another folder.</source>
        <translation>Wechselt in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Goes one folder up.</source>
        <translation>Wechselt einen Ordner höher.</translation>
    </message>
    <message>
        <source>Goodbye was said.</source>
        <translation>Man hat sich verabschiedet.</translation>
    </message>
    <message>
        <source>Goodbye was said; now the marked mails are gone.</source>
        <translation>Man hat sich verabschiedet; jetzt sind die markierten Mails weg.</translation>
    </message>
    <message>
        <source>Goodbye, the connection closes.</source>
        <translation>Auf Wiedersehen, die Verbindung schließt.</translation>
    </message>
    <message>
        <source>Hands the client something to give back with every request. HttpOnly hides it from scripts, SameSite from requests that other sites cause, Secure would keep it off an open line.</source>
        <translation>Gibt dem Client etwas, das er mit jeder Anfrage zurückgibt. HttpOnly verbirgt es vor Skripten, SameSite vor Anfragen, die andere Seiten auslösen, Secure hielte es von einer offenen Leitung fern.</translation>
    </message>
    <message>
        <source>Help, in words for people.</source>
        <translation>Hilfe, in Worten für Menschen.</translation>
    </message>
    <message>
        <source>Here is the part of it that was asked for.</source>
        <translation>Hier ist der Teil, der verlangt war.</translation>
    </message>
    <message>
        <source>Here it is.</source>
        <translation>Hier ist es.</translation>
    </message>
    <message>
        <source>How a folder stands.</source>
        <translation>Wie es um einen Ordner steht.</translation>
    </message>
    <message>
        <source>How big a file is about to come.</source>
        <translation>Wie groß eine Datei ist, die gleich kommt.</translation>
    </message>
    <message>
        <source>How many bytes the body has. So the connection can stay open for the next message.</source>
        <translation>Wie viele Bytes der Rumpf hat. So kann die Verbindung für die nächste Nachricht offen bleiben.</translation>
    </message>
    <message>
        <source>How many letters are in the folder now.</source>
        <translation>Wie viele Briefe jetzt im Ordner sind.</translation>
    </message>
    <message>
        <source>How many mails the user has, and how long each is.</source>
        <translation>Wie viele Mails der Benutzer hat und wie lang jede ist.</translation>
    </message>
    <message>
        <source>How many of them no session was told of before.</source>
        <translation>Von wie vielen davon noch keine Sitzung gehört hat.</translation>
    </message>
    <message>
        <source>How much mail the user has.</source>
        <translation>Wie viel Mail der Benutzer hat.</translation>
    </message>
    <message>
        <source>How much mail there is, and how much of it is unread.</source>
        <translation>Wie viel Mail da ist und wie viel davon ungelesen.</translation>
    </message>
    <message>
        <source>How much of a file was sent before.</source>
        <translation>Wie viel von einer Datei schon gesendet war.</translation>
    </message>
    <message>
        <source>How the client is to say who it is, and for which part of the site.</source>
        <translation>Wie der Client sagen soll, wer er ist, und für welchen Teil der Seite.</translation>
    </message>
    <message>
        <source>How the user sorts his mail. The letters themselves do not cross the wire.</source>
        <translation>Wie der Benutzer seine Mail ordnet. Die Briefe selbst gehen nicht über die Leitung.</translation>
    </message>
    <message>
        <source>How things stand, or what the server can do, in several lines.</source>
        <translation>Wie es steht oder was der Server kann, in mehreren Zeilen.</translation>
    </message>
    <message>
        <source>I do not tell whether this mailbox exists, but would take a letter for it.</source>
        <translation>Ich sage nicht, ob es dieses Postfach gibt, nähme aber einen Brief dafür an.</translation>
    </message>
    <message>
        <source>It has moved for good. The Location line says where to.</source>
        <translation>Es ist für immer umgezogen. Die Zeile Location sagt, wohin.</translation>
    </message>
    <message>
        <source>It has not changed since you fetched it last; use what you have.</source>
        <translation>Es hat sich seit dem letzten Holen nicht geändert; was schon da ist, genügt.</translation>
    </message>
    <message>
        <source>Letters can be read, searched and marked.</source>
        <translation>Briefe können gelesen, gesucht und markiert werden.</translation>
    </message>
    <message>
        <source>Like a cookie, it can tell a visitor who comes back.</source>
        <translation>Wie ein Cookie kann es einen Besucher verraten, der wiederkommt.</translation>
    </message>
    <message>
        <source>Lists the commands, or explains one.</source>
        <translation>Listet die Befehle auf oder erklärt einen.</translation>
    </message>
    <message>
        <source>Logged in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message>
        <source>Logs in without telling the password: only the MD5 digest of the greeting&apos;s timestamp and the password crosses.</source>
        <translation>Meldet an, ohne das Passwort zu sagen: Nur der MD5-Wert aus dem Zeitstempel der Begrüßung und dem Passwort geht über die Leitung.</translation>
    </message>
    <message>
        <source>Logs out without going away: another user may follow.</source>
        <translation>Meldet ab, ohne zu gehen: Ein anderer Benutzer darf folgen.</translation>
    </message>
    <message>
        <source>Mails can be listed, fetched and marked as deleted.</source>
        <translation>Mails können aufgelistet, geholt und zum Löschen markiert werden.</translation>
    </message>
    <message>
        <source>Makes a folder.</source>
        <translation>Legt einen Ordner an.</translation>
    </message>
    <message>
        <source>Marks a mail as deleted. It goes away at QUIT, and RSET takes the mark off.</source>
        <translation>Markiert eine Mail zum Löschen. Bei QUIT verschwindet sie, und RSET nimmt die Markierung zurück.</translation>
    </message>
    <message>
        <source>More is needed: RNTO after RNFR, the transfer after REST.</source>
        <translation>Es fehlt noch etwas: RNTO nach RNFR, die Übertragung nach REST.</translation>
    </message>
    <message>
        <source>Name and password, again with every request.</source>
        <translation>Name und Passwort, noch einmal mit jeder Anfrage.</translation>
    </message>
    <message>
        <source>Name and password, unless the mechanism is CRAM-MD5 or TLS hides them.</source>
        <translation>Name und Passwort, wenn das Verfahren nicht CRAM-MD5 ist und TLS sie nicht verbirgt.</translation>
    </message>
    <message>
        <source>Names one recipient for the envelope. It may be said many times.</source>
        <translation>Nennt einen Empfänger für den Umschlag. Es darf mehrmals gesagt werden.</translation>
    </message>
    <message>
        <source>Names, sizes and dates of all files, on the data connection.</source>
        <translation>Namen, Größen und Daten aller Dateien, auf der Datenverbindung.</translation>
    </message>
    <message>
        <source>No, and saying who you are will not help.</source>
        <translation>Nein, und sich auszuweisen hilft auch nicht.</translation>
    </message>
    <message>
        <source>No. What stands after it says why.</source>
        <translation>Nein. Was dahinter steht, sagt warum.</translation>
    </message>
    <message>
        <source>No: a word after the address is not known here.</source>
        <translation>Nein: Ein Wort hinter der Adresse ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>No: no mailbox is named like that, or not for a letter like this.</source>
        <translation>Nein: Kein Postfach heißt so, oder keines für einen solchen Brief.</translation>
    </message>
    <message>
        <source>No: prove who you are first, with AUTH.</source>
        <translation>Nein: Erst mit AUTH ausweisen.</translation>
    </message>
    <message>
        <source>No: the file cannot have this name.</source>
        <translation>Nein: So darf die Datei nicht heißen.</translation>
    </message>
    <message>
        <source>No: the letter cannot be taken.</source>
        <translation>Nein: Der Brief kann nicht angenommen werden.</translation>
    </message>
    <message>
        <source>No: the letter is too big.</source>
        <translation>Nein: Der Brief ist zu groß.</translation>
    </message>
    <message>
        <source>No: there is no such file, or you may not.</source>
        <translation>Nein: Es gibt keine solche Datei, oder sie ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>No: there is no such mailbox, or the server does not send mail there.</source>
        <translation>Nein: Es gibt kein solches Postfach, oder der Server schickt keine Mail dorthin.</translation>
    </message>
    <message>
        <source>No: wrong name or password.</source>
        <translation>Nein: falscher Name oder falsches Passwort.</translation>
    </message>
    <message>
        <source>Not in the clear: STARTTLS comes first.</source>
        <translation>Nicht im Klartext: Erst kommt STARTTLS.</translation>
    </message>
    <message>
        <source>Not logged in.</source>
        <translation>Nicht angemeldet.</translation>
    </message>
    <message>
        <source>Not now: no room, or too many recipients at once.</source>
        <translation>Nicht jetzt: kein Platz, oder zu viele Empfänger auf einmal.</translation>
    </message>
    <message>
        <source>Not now: somebody else has it open alone.</source>
        <translation>Nicht jetzt: Jemand anderes hat es für sich allein offen.</translation>
    </message>
    <message>
        <source>Not now: somebody else is at it.</source>
        <translation>Nicht jetzt: Jemand anderes ist gerade daran.</translation>
    </message>
    <message>
        <source>Not now: something went wrong at the server. The sender tries again later.</source>
        <translation>Nicht jetzt: Am Server ging etwas schief. Der Absender versucht es später wieder.</translation>
    </message>
    <message>
        <source>Not now: the mailbox is busy. The sender tries again later.</source>
        <translation>Nicht jetzt: Das Postfach ist beschäftigt. Der Absender versucht es später wieder.</translation>
    </message>
    <message>
        <source>Not now: the server is busy.</source>
        <translation>Nicht jetzt: Der Server ist beschäftigt.</translation>
    </message>
    <message>
        <source>Not with this kind of protection.</source>
        <translation>Nicht mit dieser Art von Schutz.</translation>
    </message>
    <message>
        <source>Of what type the body is: MIME&apos;s types, as in mail.</source>
        <translation>Von welchem Typ der Rumpf ist: die Typen von MIME, wie bei Mail.</translation>
    </message>
    <message>
        <source>Opens a folder to read only: nothing changes, not even what counts as read.</source>
        <translation>Öffnet einen Ordner nur zum Lesen: Nichts ändert sich, auch nicht, was als gelesen gilt.</translation>
    </message>
    <message>
        <source>Opens a folder, to read and to change. The server tells how many letters are in it.</source>
        <translation>Öffnet einen Ordner zum Lesen und Ändern. Der Server sagt, wie viele Briefe darin sind.</translation>
    </message>
    <message>
        <source>Other sites are not told which page the visitor came from.</source>
        <translation>Andere Seiten erfahren nicht, von welcher Seite der Besucher kam.</translation>
    </message>
    <message>
        <source>P: files and lists go inside TLS too. C: they go in the clear.</source>
        <translation>P: Auch Dateien und Listen gehen durch TLS. C: Sie gehen im Klartext.</translation>
    </message>
    <message>
        <source>Proves who the client is, by one of the ways that SASL knows.</source>
        <translation>Weist aus, wer der Client ist, auf einem der Wege, die SASL kennt.</translation>
    </message>
    <message>
        <source>Proves who the client is. PLAIN and LOGIN tell the password in base64, which anyone reads back.</source>
        <translation>Weist aus, wer der Client ist. PLAIN und LOGIN sagen das Passwort in base64, das jeder zurückliest.</translation>
    </message>
    <message>
        <source>Proves who the user is: PLAIN and LOGIN send the password in base64, which hides nothing; CRAM-MD5 sends a digest of it.</source>
        <translation>Weist aus, wer der Benutzer ist: PLAIN und LOGIN senden das Passwort in base64, das nichts verbirgt; CRAM-MD5 sendet einen Hashwert davon.</translation>
    </message>
    <message>
        <source>Puts a file on the server over the data connection.</source>
        <translation>Legt eine Datei über die Datenverbindung auf den Server.</translation>
    </message>
    <message>
        <source>Puts a file under a name that is free. The answer tells the name.</source>
        <translation>Legt eine Datei unter einem freien Namen ab. Die Antwort nennt den Namen.</translation>
    </message>
    <message>
        <source>Puts a folder on the list of those that the user wants to see.</source>
        <translation>Setzt einen Ordner auf die Liste derer, die der Benutzer sehen will.</translation>
    </message>
    <message>
        <source>Puts a letter into a folder. User agents keep what was sent this way, in the folder Sent.</source>
        <translation>Legt einen Brief in einen Ordner. So heben Mailprogramme auf, was gesendet wurde, im Ordner Sent.</translation>
    </message>
    <message>
        <source>Puts copies of letters into another folder.</source>
        <translation>Legt Kopien von Briefen in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Puts letters into another folder, and takes them out of this one.</source>
        <translation>Legt Briefe in einen anderen Ordner und nimmt sie aus diesem heraus.</translation>
    </message>
    <message>
        <source>Puts something at the end of a file, over the data connection.</source>
        <translation>Hängt etwas ans Ende einer Datei, über die Datenverbindung.</translation>
    </message>
    <message>
        <source>Removes a folder and all that is in it.</source>
        <translation>Entfernt einen Ordner und alles, was darin ist.</translation>
    </message>
    <message>
        <source>Removes an empty folder.</source>
        <translation>Entfernt einen leeren Ordner.</translation>
    </message>
    <message>
        <source>Removes the letters that are marked as deleted, for good.</source>
        <translation>Entfernt für immer die Briefe, die als gelöscht markiert sind.</translation>
    </message>
    <message>
        <source>Say who you are first; or what you said was wrong. The WWW-Authenticate line says how to say it.</source>
        <translation>Erst sagen, wer da ist; oder was gesagt wurde, war falsch. Die Zeile WWW-Authenticate sagt, wie man es sagt.</translation>
    </message>
    <message>
        <source>Says goodbye. Only now are the mails that were marked with DELE really deleted.</source>
        <translation>Verabschiedet sich. Erst jetzt sind die Mails, die mit DELE markiert wurden, wirklich gelöscht.</translation>
    </message>
    <message>
        <source>Says goodbye; the server answers and closes the connection.</source>
        <translation>Verabschiedet sich; der Server antwortet und schließt die Verbindung.</translation>
    </message>
    <message>
        <source>Says who asks. With Basic the letters are name and password in base64, which hides nothing.</source>
        <translation>Sagt, wer fragt. Bei Basic sind die Zeichen Name und Passwort in base64, das nichts verbirgt.</translation>
    </message>
    <message>
        <source>Send it only if it changed since then.</source>
        <translation>Nur senden, wenn es sich seitdem geändert hat.</translation>
    </message>
    <message>
        <source>Send it only if the mark is another one.</source>
        <translation>Nur senden, wenn die Marke eine andere ist.</translation>
    </message>
    <message>
        <source>Send the letter now, and end it with a dot on a line by itself.</source>
        <translation>Jetzt den Brief senden und mit einem Punkt allein in seiner Zeile beenden.</translation>
    </message>
    <message>
        <source>Sender, recipient, subject, and the first lines.</source>
        <translation>Absender, Empfänger, Betreff und die ersten Zeilen.</translation>
    </message>
    <message>
        <source>Sends something to an address: a form that was filled in, say. The bytes follow the empty line.</source>
        <translation>Sendet etwas an eine Adresse: etwa ein ausgefülltes Formular. Die Bytes folgen auf die leere Zeile.</translation>
    </message>
    <message>
        <source>Sets or clears flags: \Seen, \Answered, \Flagged, \Deleted, \Draft, and words of the user&apos;s own.</source>
        <translation>Setzt oder löscht Markierungen: \Seen, \Answered, \Flagged, \Deleted, \Draft und eigene Wörter des Benutzers.</translation>
    </message>
    <message>
        <source>Show it, or keep it as a file of this name: the same field as in mail.</source>
        <translation>Zeigen oder als Datei dieses Namens behalten: dasselbe Feld wie bei Mail.</translation>
    </message>
    <message>
        <source>Some of these letters are gone; another session removed them.</source>
        <translation>Einige dieser Briefe sind weg; eine andere Sitzung hat sie entfernt.</translation>
    </message>
    <message>
        <source>Something that TLS needs is not there just now.</source>
        <translation>Etwas, das TLS braucht, ist gerade nicht da.</translation>
    </message>
    <message>
        <source>Something went wrong inside the server.</source>
        <translation>Im Server ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Superfluous here, and not done.</source>
        <translation>Hier überflüssig und nicht getan.</translation>
    </message>
    <message>
        <source>TLS begins: the next byte is the handshake&apos;s.</source>
        <translation>TLS beginnt: Das nächste Byte gehört zum Handschlag.</translation>
    </message>
    <message>
        <source>Takes a folder off that list. The folder itself stays.</source>
        <translation>Nimmt einen Ordner von dieser Liste. Der Ordner selbst bleibt.</translation>
    </message>
    <message>
        <source>Takes every mark of DELE off again.</source>
        <translation>Nimmt alle Markierungen von DELE wieder zurück.</translation>
    </message>
    <message>
        <source>Tells how a command is to behave from now on.</source>
        <translation>Sagt, wie sich ein Befehl von jetzt an verhalten soll.</translation>
    </message>
    <message>
        <source>Tells name and password, as they are, in plain letters.</source>
        <translation>Sagt Name und Passwort, wie sie sind, in klaren Buchstaben.</translation>
    </message>
    <message>
        <source>Tells the new name, or the new place.</source>
        <translation>Sagt den neuen Namen oder den neuen Ort.</translation>
    </message>
    <message>
        <source>Tells the password, as it is, in plain letters.</source>
        <translation>Sagt das Passwort, wie es ist, in klaren Buchstaben.</translation>
    </message>
    <message>
        <source>Tells what program this is, and asks the same of the server.</source>
        <translation>Sagt, welches Programm dies ist, und fragt den Server dasselbe.</translation>
    </message>
    <message>
        <source>Tells which file or folder gets another name. RNTO tells the name.</source>
        <translation>Sagt, welche Datei oder welcher Ordner einen anderen Namen bekommt. RNTO sagt den Namen.</translation>
    </message>
    <message>
        <source>Tells who pays. Some old systems asked for it beside name and password.</source>
        <translation>Sagt, wer bezahlt. Manche alten Systeme fragten außer Name und Passwort danach.</translation>
    </message>
    <message>
        <source>Tells who wants to log in. The name &quot;anonymous&quot; is for guests.</source>
        <translation>Sagt, wer sich anmelden will. Der Name &quot;anonymous&quot; ist für Gäste.</translation>
    </message>
    <message>
        <source>Tells whose mailbox is wanted.</source>
        <translation>Sagt, wessen Postfach gewünscht ist.</translation>
    </message>
    <message>
        <source>That from here on nothing can be read.</source>
        <translation>Dass von hier an nichts zu lesen ist.</translation>
    </message>
    <message>
        <source>That something is about to be hidden, and from the certificate the server&apos;s name.</source>
        <translation>Dass gleich etwas verborgen wird, und aus dem Zertifikat den Namen des Servers.</translation>
    </message>
    <message>
        <source>That the visitor was here before.</source>
        <translation>Dass der Besucher schon einmal hier war.</translation>
    </message>
    <message>
        <source>That what follows is hidden from her.</source>
        <translation>Dass ihr verborgen bleibt, was folgt.</translation>
    </message>
    <message>
        <source>The account is next.</source>
        <translation>Als Nächstes kommt das Konto.</translation>
    </message>
    <message>
        <source>The account&apos;s name.</source>
        <translation>Den Namen des Kontos.</translation>
    </message>
    <message>
        <source>The address is there, but the method does not go with it. The Allow line lists those that do.</source>
        <translation>Die Adresse gibt es, aber die Methode passt nicht zu ihr. Die Zeile Allow nennt die passenden.</translation>
    </message>
    <message>
        <source>The address is too long for this server.</source>
        <translation>Die Adresse ist für diesen Server zu lang.</translation>
    </message>
    <message>
        <source>The body comes in pieces with their sizes before them: its length was not known at the start.</source>
        <translation>Der Rumpf kommt in Stücken, vor jedem steht seine Größe: Am Anfang war die Länge noch nicht bekannt.</translation>
    </message>
    <message>
        <source>The body is packed in this way.</source>
        <translation>Der Rumpf ist auf diese Art gepackt.</translation>
    </message>
    <message>
        <source>The browser is to believe the Content-Type and not to guess.</source>
        <translation>Der Browser soll dem Content-Type glauben und nicht raten.</translation>
    </message>
    <message>
        <source>The browser, its version, often the machine.</source>
        <translation>Den Browser, seine Version, oft den Rechner.</translation>
    </message>
    <message>
        <source>The client says hello and asks what the server can do beyond the basics.</source>
        <translation>Der Client grüßt und fragt, was der Server über das Nötigste hinaus kann.</translation>
    </message>
    <message>
        <source>The client says hello and tells its name. Nobody checks the name.</source>
        <translation>Der Client grüßt und nennt seinen Namen. Niemand prüft den Namen.</translation>
    </message>
    <message>
        <source>The client waits for a first yes before it sends a long body.</source>
        <translation>Der Client wartet auf ein erstes Ja, bevor er einen langen Rumpf sendet.</translation>
    </message>
    <message>
        <source>The command is known, but not with this word after it.</source>
        <translation>Der Befehl ist bekannt, aber nicht mit diesem Wort dahinter.</translation>
    </message>
    <message>
        <source>The command is known, but this server does not do it.</source>
        <translation>Der Befehl ist bekannt, aber dieser Server führt ihn nicht aus.</translation>
    </message>
    <message>
        <source>The command is known, but what stands after it is wrong.</source>
        <translation>Der Befehl ist bekannt, aber was dahinter steht, ist falsch.</translation>
    </message>
    <message>
        <source>The data connection broke, the transfer is not complete.</source>
        <translation>Die Datenverbindung brach ab, die Übertragung ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The data connection is open and the transfer begins.</source>
        <translation>Die Datenverbindung ist offen, und die Übertragung beginnt.</translation>
    </message>
    <message>
        <source>The data connection is open, and nothing passes.</source>
        <translation>Die Datenverbindung ist offen, und nichts geht darüber.</translation>
    </message>
    <message>
        <source>The data connection was open already and the transfer begins.</source>
        <translation>Die Datenverbindung war schon offen, und die Übertragung beginnt.</translation>
    </message>
    <message>
        <source>The envelope has a sender. It wants a recipient.</source>
        <translation>Der Umschlag hat einen Absender. Es fehlt ein Empfänger.</translation>
    </message>
    <message>
        <source>The envelope is complete. DATA may follow.</source>
        <translation>Der Umschlag ist vollständig. DATA darf folgen.</translation>
    </message>
    <message>
        <source>The file cannot be had just now.</source>
        <translation>Die Datei ist gerade nicht zu haben.</translation>
    </message>
    <message>
        <source>The file is not that long: REST asked for too much.</source>
        <translation>So lang ist die Datei nicht: REST hat zu viel verlangt.</translation>
    </message>
    <message>
        <source>The file&apos;s name and its age.</source>
        <translation>Den Namen der Datei und ihr Alter.</translation>
    </message>
    <message>
        <source>The file&apos;s name and its size.</source>
        <translation>Den Namen der Datei und ihre Größe.</translation>
    </message>
    <message>
        <source>The file&apos;s name here, and the file itself on the data connection.</source>
        <translation>Hier den Namen der Datei, und die Datei selbst auf der Datenverbindung.</translation>
    </message>
    <message>
        <source>The file&apos;s name here, and what is added on the data connection.</source>
        <translation>Hier den Namen der Datei, und auf der Datenverbindung, was angehängt wird.</translation>
    </message>
    <message>
        <source>The file&apos;s name, size and date.</source>
        <translation>Namen, Größe und Datum der Datei.</translation>
    </message>
    <message>
        <source>The file&apos;s name.</source>
        <translation>Den Namen der Datei.</translation>
    </message>
    <message>
        <source>The file&apos;s size or date, or its line of LIST.</source>
        <translation>Größe oder Datum der Datei, oder ihre Zeile aus LIST.</translation>
    </message>
    <message>
        <source>The first letter that nobody has read.</source>
        <translation>Der erste Brief, den niemand gelesen hat.</translation>
    </message>
    <message>
        <source>The flags that last; \* means that the user may invent others.</source>
        <translation>Die Markierungen, die bleiben; \* heißt, dass der Benutzer andere erfinden darf.</translation>
    </message>
    <message>
        <source>The flags that letters in this folder may have.</source>
        <translation>Die Markierungen, die Briefe in diesem Ordner haben dürfen.</translation>
    </message>
    <message>
        <source>The folder is open, and may be changed.</source>
        <translation>Der Ordner ist offen und darf geändert werden.</translation>
    </message>
    <message>
        <source>The folder is open, and nothing in it can be changed.</source>
        <translation>Der Ordner ist offen, und nichts in ihm kann geändert werden.</translation>
    </message>
    <message>
        <source>The folder&apos;s name, in quotes.</source>
        <translation>Der Name des Ordners, in Anführungszeichen.</translation>
    </message>
    <message>
        <source>The form came whole, but what is in it cannot be used.</source>
        <translation>Das Formular kam ganz an, aber mit seinem Inhalt ist nichts anzufangen.</translation>
    </message>
    <message>
        <source>The header is too long for this server.</source>
        <translation>Der Kopf ist für diesen Server zu lang.</translation>
    </message>
    <message>
        <source>The key to what follows. It opens the mailbox without a password.</source>
        <translation>Den Schlüssel zu allem, was folgt. Er öffnet das Postfach ohne Passwort.</translation>
    </message>
    <message>
        <source>The kind of page is unknown.</source>
        <translation>Diese Art von Seite ist unbekannt.</translation>
    </message>
    <message>
        <source>The kind of system.</source>
        <translation>Die Art des Systems.</translation>
    </message>
    <message>
        <source>The length of what is sent must be told first.</source>
        <translation>Die Länge dessen, was gesendet wird, muss vorher gesagt werden.</translation>
    </message>
    <message>
        <source>The letter is too big.</source>
        <translation>Der Brief ist zu groß.</translation>
    </message>
    <message>
        <source>The letter itself follows, headers and text, until a line with nothing but a dot.</source>
        <translation>Der Brief selbst folgt, Kopf und Text, bis zu einer Zeile mit nichts als einem Punkt.</translation>
    </message>
    <message>
        <source>The mailbox is full.</source>
        <translation>Das Postfach ist voll.</translation>
    </message>
    <message>
        <source>The name and the password. With them the mailbox is open to anyone who listened.</source>
        <translation>Name und Passwort. Mit ihnen steht das Postfach jedem offen, der gelauscht hat.</translation>
    </message>
    <message>
        <source>The name is noted, the password is next.</source>
        <translation>Der Name ist notiert, als Nächstes kommt das Passwort.</translation>
    </message>
    <message>
        <source>The name of the machine that sends.</source>
        <translation>Den Namen des Rechners, der sendet.</translation>
    </message>
    <message>
        <source>The name, and the password too unless it is a digest.</source>
        <translation>Den Namen, und auch das Passwort, wenn es kein Hashwert ist.</translation>
    </message>
    <message>
        <source>The names of all files, on the data connection.</source>
        <translation>Die Namen aller Dateien, auf der Datenverbindung.</translation>
    </message>
    <message>
        <source>The new folder&apos;s name.</source>
        <translation>Den Namen des neuen Ordners.</translation>
    </message>
    <message>
        <source>The new name.</source>
        <translation>Den neuen Namen.</translation>
    </message>
    <message>
        <source>The next file is to be sent from this byte on, because what comes before it is there already.</source>
        <translation>Die nächste Datei soll ab diesem Byte gesendet werden, denn was davor kommt, ist schon da.</translation>
    </message>
    <message>
        <source>The numbers of the letters that were found.</source>
        <translation>Die Nummern der Briefe, die gefunden wurden.</translation>
    </message>
    <message>
        <source>The old name.</source>
        <translation>Den alten Namen.</translation>
    </message>
    <message>
        <source>The page on which the link or form stood. The name has been misspelt since 1995.</source>
        <translation>Die Seite, auf der der Link oder das Formular stand. Der Name ist seit 1995 falsch geschrieben.</translation>
    </message>
    <message>
        <source>The page that was read before.</source>
        <translation>Die Seite, die vorher gelesen wurde.</translation>
    </message>
    <message>
        <source>The password. With it anyone who listened can log in too.</source>
        <translation>Das Passwort. Damit kann sich auch anmelden, wer gelauscht hat.</translation>
    </message>
    <message>
        <source>The password. With it the mailbox is open to anyone who listened.</source>
        <translation>Das Passwort. Damit steht das Postfach jedem offen, der gelauscht hat.</translation>
    </message>
    <message>
        <source>The request is not HTTP as the standard writes it, or could be read in two ways.</source>
        <translation>Die Anfrage ist nicht HTTP, wie der Standard es schreibt, oder sie lässt sich auf zwei Arten lesen.</translation>
    </message>
    <message>
        <source>The request was begun and its end did not come in time.</source>
        <translation>Die Anfrage wurde begonnen, und ihr Ende kam nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The right command at the wrong time.</source>
        <translation>Der richtige Befehl zur falschen Zeit.</translation>
    </message>
    <message>
        <source>The same as from the command behind it.</source>
        <translation>Dasselbe wie bei dem Befehl dahinter.</translation>
    </message>
    <message>
        <source>The same command, with the letters&apos; unique numbers, which never change, instead of their places in the folder.</source>
        <translation>Derselbe Befehl, mit den eindeutigen Nummern der Briefe, die sich nie ändern, statt mit ihren Plätzen im Ordner.</translation>
    </message>
    <message>
        <source>The server cannot do what the Expect line wants.</source>
        <translation>Der Server kann nicht tun, was die Zeile Expect verlangt.</translation>
    </message>
    <message>
        <source>The server closes the connection, because it heard nothing for too long or is shutting down.</source>
        <translation>Der Server schließt die Verbindung, weil er zu lange nichts gehört hat oder herunterfährt.</translation>
    </message>
    <message>
        <source>The server closes the connection.</source>
        <translation>Der Server schließt die Verbindung.</translation>
    </message>
    <message>
        <source>The server closes the connection: silence for too long, too much at once, or too many wrong passwords.</source>
        <translation>Der Server schließt die Verbindung: zu lange Stille, zu viel auf einmal oder zu viele falsche Passwörter.</translation>
    </message>
    <message>
        <source>The server could not finish, through no fault of the client.</source>
        <translation>Der Server konnte nicht zu Ende kommen, ohne Schuld des Clients.</translation>
    </message>
    <message>
        <source>The server does not know the charset of these words.</source>
        <translation>Der Server kennt den Zeichensatz dieser Wörter nicht.</translation>
    </message>
    <message>
        <source>The server does not know this command, or cannot read the line.</source>
        <translation>Der Server kennt diesen Befehl nicht oder kann die Zeile nicht lesen.</translation>
    </message>
    <message>
        <source>The server does not know this kind of network address.</source>
        <translation>Der Server kennt diese Art von Netzadresse nicht.</translation>
    </message>
    <message>
        <source>The server does not know this method at all.</source>
        <translation>Der Server kennt diese Methode überhaupt nicht.</translation>
    </message>
    <message>
        <source>The server does not speak this version of HTTP.</source>
        <translation>Der Server spricht diese Version von HTTP nicht.</translation>
    </message>
    <message>
        <source>The server does not understand the command, or it comes at the wrong time.</source>
        <translation>Der Server versteht den Befehl nicht, oder er kommt zur falschen Zeit.</translation>
    </message>
    <message>
        <source>The server has said hello. It waits for a name.</source>
        <translation>Der Server hat gegrüßt. Er wartet auf einen Namen.</translation>
    </message>
    <message>
        <source>The server has said hello. It wants to know who calls.</source>
        <translation>Der Server hat gegrüßt. Er will wissen, wer anruft.</translation>
    </message>
    <message>
        <source>The server is ready and tells its name.</source>
        <translation>Der Server ist bereit und nennt seinen Namen.</translation>
    </message>
    <message>
        <source>The server is ready.</source>
        <translation>Der Server ist bereit.</translation>
    </message>
    <message>
        <source>The server knows already who the user is.</source>
        <translation>Der Server weiß schon, wer der Benutzer ist.</translation>
    </message>
    <message>
        <source>The server knows of this command, but does not do it.</source>
        <translation>Der Server weiß von diesem Befehl, führt ihn aber nicht aus.</translation>
    </message>
    <message>
        <source>The server knows the name and wants the password.</source>
        <translation>Der Server kennt den Namen und möchte das Passwort.</translation>
    </message>
    <message>
        <source>The server knows who calls. A letter may begin.</source>
        <translation>Der Server weiß, wer anruft. Ein Brief darf beginnen.</translation>
    </message>
    <message>
        <source>The server refuses, as a matter of policy.</source>
        <translation>Der Server weigert sich, aus Grundsatz.</translation>
    </message>
    <message>
        <source>The server waits for a log-in.</source>
        <translation>Der Server wartet auf eine Anmeldung.</translation>
    </message>
    <message>
        <source>The server waits for a name and a password.</source>
        <translation>Der Server wartet auf einen Namen und ein Passwort.</translation>
    </message>
    <message>
        <source>The server wants the new name: RNTO.</source>
        <translation>Der Server möchte den neuen Namen: RNTO.</translation>
    </message>
    <message>
        <source>The server will be ready later.</source>
        <translation>Der Server ist später bereit.</translation>
    </message>
    <message>
        <source>The size, even where the rest were hidden.</source>
        <translation>Die Größe, auch wo der Rest verborgen wäre.</translation>
    </message>
    <message>
        <source>The transfer is complete, the data connection closes.</source>
        <translation>Die Übertragung ist vollständig, die Datenverbindung schließt.</translation>
    </message>
    <message>
        <source>The unique number that the next letter will get.</source>
        <translation>Die eindeutige Nummer, die der nächste Brief bekommt.</translation>
    </message>
    <message>
        <source>The user must see this sentence.</source>
        <translation>Diesen Satz muss der Benutzer sehen.</translation>
    </message>
    <message>
        <source>The user&apos;s languages.</source>
        <translation>Die Sprachen des Benutzers.</translation>
    </message>
    <message>
        <source>The user&apos;s name, and a digest on which passwords can be tried out.</source>
        <translation>Den Namen des Benutzers und einen Hashwert, an dem sich Passwörter ausprobieren lassen.</translation>
    </message>
    <message>
        <source>The user&apos;s name.</source>
        <translation>Den Namen des Benutzers.</translation>
    </message>
    <message>
        <source>The visitor&apos;s key. Whoever sends the same line is let in as he is.</source>
        <translation>Den Schlüssel des Besuchers. Wer dieselbe Zeile sendet, wird eingelassen wie er.</translation>
    </message>
    <message>
        <source>The whole letter, a second time: SMTP carried it once already.</source>
        <translation>Den ganzen Brief, ein zweites Mal: SMTP hat ihn schon einmal getragen.</translation>
    </message>
    <message>
        <source>The whole letter, word for word, with everything attached.</source>
        <translation>Den ganzen Brief, Wort für Wort, mit allem, was angehängt ist.</translation>
    </message>
    <message>
        <source>The whole mail, word for word.</source>
        <translation>Die ganze Mail, Wort für Wort.</translation>
    </message>
    <message>
        <source>There are too many of them.</source>
        <translation>Es sind zu viele.</translation>
    </message>
    <message>
        <source>There is no data connection.</source>
        <translation>Es gibt keine Datenverbindung.</translation>
    </message>
    <message>
        <source>There is no room left for this user.</source>
        <translation>Für diesen Benutzer ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>There is no room left on the server.</source>
        <translation>Auf dem Server ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Es gibt keinen solchen Ordner.</translation>
    </message>
    <message>
        <source>There is no such folder; the client may make it.</source>
        <translation>Es gibt keinen solchen Ordner; der Client darf ihn anlegen.</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>Unter dieser Adresse ist nichts.</translation>
    </message>
    <message>
        <source>There is such a folder already.</source>
        <translation>Es gibt schon einen solchen Ordner.</translation>
    </message>
    <message>
        <source>This can never be done.</source>
        <translation>Das geht nie.</translation>
    </message>
    <message>
        <source>This letter is gone, and every number above it is one less from now on.</source>
        <translation>Dieser Brief ist weg, und jede Nummer über ihm ist von jetzt an um eins kleiner.</translation>
    </message>
    <message>
        <source>This needs a protection that is not there.</source>
        <translation>Das verlangt einen Schutz, der nicht da ist.</translation>
    </message>
    <message>
        <source>Under which unique number the letter is kept.</source>
        <translation>Unter welcher eindeutigen Nummer der Brief aufgehoben ist.</translation>
    </message>
    <message>
        <source>Waits for news: the server tells of new mail the moment it comes. DONE ends it.</source>
        <translation>Wartet auf Neuigkeiten: Der Server meldet neue Mail in dem Augenblick, in dem sie kommt. DONE beendet es.</translation>
    </message>
    <message>
        <source>Wants a part of what is at this address changed. This lab&apos;s servers do not take it.</source>
        <translation>Möchte einen Teil dessen ändern, was unter dieser Adresse liegt. Die Server dieses Labors nehmen es nicht an.</translation>
    </message>
    <message>
        <source>Wants its own request back, to see what became of it on the way. Servers refuse it: it would show cookies.</source>
        <translation>Möchte die eigene Anfrage zurück, um zu sehen, was unterwegs aus ihr wurde. Server lehnen ab: Es würde Cookies zeigen.</translation>
    </message>
    <message>
        <source>Wants what follows to be kept at this address. This lab&apos;s servers do not take it.</source>
        <translation>Möchte, dass unter dieser Adresse aufgehoben wird, was folgt. Die Server dieses Labors nehmen es nicht an.</translation>
    </message>
    <message>
        <source>Wants what is at this address removed. Browsers have no button for it; this lab&apos;s servers do not take it.</source>
        <translation>Möchte entfernen, was unter dieser Adresse liegt. Browser haben keinen Knopf dafür; die Server dieses Labors nehmen es nicht an.</translation>
    </message>
    <message>
        <source>What is changed, and where.</source>
        <translation>Was geändert wird, und wo.</translation>
    </message>
    <message>
        <source>What is removed.</source>
        <translation>Was entfernt wird.</translation>
    </message>
    <message>
        <source>What is sent is of a type that this address does not take.</source>
        <translation>Was gesendet wird, ist von einem Typ, den diese Adresse nicht nimmt.</translation>
    </message>
    <message>
        <source>What is sent is too long for this server.</source>
        <translation>Was gesendet wird, ist für diesen Server zu lang.</translation>
    </message>
    <message>
        <source>What is sent, and where it is kept.</source>
        <translation>Was gesendet wird, und wo es aufgehoben wird.</translation>
    </message>
    <message>
        <source>What kind of system the server is.</source>
        <translation>Was für ein System der Server ist.</translation>
    </message>
    <message>
        <source>What program the server is.</source>
        <translation>Welches Programm der Server ist.</translation>
    </message>
    <message>
        <source>What the page may load and run. A script that somebody smuggles into a letter is not run.</source>
        <translation>Was die Seite laden und ausführen darf. Ein Skript, das jemand in einen Brief schmuggelt, läuft nicht.</translation>
    </message>
    <message>
        <source>What the server can do.</source>
        <translation>Was der Server kann.</translation>
    </message>
    <message>
        <source>What the server runs, for those who look for its holes.</source>
        <translation>Was auf dem Server läuft, für die, die nach seinen Lücken suchen.</translation>
    </message>
    <message>
        <source>What the user calls his folders.</source>
        <translation>Wie der Benutzer seine Ordner nennt.</translation>
    </message>
    <message>
        <source>What the user has read, answered, and thrown away.</source>
        <translation>Was der Benutzer gelesen, beantwortet und weggeworfen hat.</translation>
    </message>
    <message>
        <source>What the user is looking for, word for word.</source>
        <translation>Wonach der Benutzer sucht, Wort für Wort.</translation>
    </message>
    <message>
        <source>What was asked about a letter, or flags that changed.</source>
        <translation>Was über einen Brief gefragt war, oder Markierungen, die sich geändert haben.</translation>
    </message>
    <message>
        <source>Whatever crosses the wire of the letters, word for word.</source>
        <translation>Alles, was von den Briefen über die Leitung geht, Wort für Wort.</translation>
    </message>
    <message>
        <source>When new mail comes, to the second.</source>
        <translation>Wann neue Mail kommt, auf die Sekunde.</translation>
    </message>
    <message>
        <source>When the answer was written.</source>
        <translation>Wann die Antwort geschrieben wurde.</translation>
    </message>
    <message>
        <source>When the visitor was here.</source>
        <translation>Wann der Besucher hier war.</translation>
    </message>
    <message>
        <source>When what is there was changed last.</source>
        <translation>Wann zuletzt geändert wurde, was dort liegt.</translation>
    </message>
    <message>
        <source>Where folders begin: the user&apos;s own, those of others, shared ones.</source>
        <translation>Wo Ordner beginnen: die eigenen, die anderer, die geteilten.</translation>
    </message>
    <message>
        <source>Where the file will pass.</source>
        <translation>Wo die Datei entlanggehen wird.</translation>
    </message>
    <message>
        <source>Where the visitor is sent.</source>
        <translation>Wohin der Besucher geschickt wird.</translation>
    </message>
    <message>
        <source>Where to look next.</source>
        <translation>Wo als Nächstes nachzusehen ist.</translation>
    </message>
    <message>
        <source>Whether and how long a copy of the answer may be kept.</source>
        <translation>Ob und wie lange eine Kopie der Antwort aufgehoben werden darf.</translation>
    </message>
    <message>
        <source>Whether the connection stays open after this message. In HTTP/1.1 it does unless this line says close.</source>
        <translation>Ob die Verbindung nach dieser Nachricht offen bleibt. In HTTP/1.1 bleibt sie es, außer diese Zeile sagt close.</translation>
    </message>
    <message>
        <source>Which browser asks, and on which system.</source>
        <translation>Welcher Browser fragt, und auf welchem System.</translation>
    </message>
    <message>
        <source>Which file is gone.</source>
        <translation>Welche Datei weg ist.</translation>
    </message>
    <message>
        <source>Which folder is gone.</source>
        <translation>Welcher Ordner weg ist.</translation>
    </message>
    <message>
        <source>Which folder the user looks at, and how much is in it.</source>
        <translation>Welchen Ordner der Benutzer ansieht, und wie viel darin ist.</translation>
    </message>
    <message>
        <source>Which folders the user cares about.</source>
        <translation>Welche Ordner dem Benutzer wichtig sind.</translation>
    </message>
    <message>
        <source>Which folders there are.</source>
        <translation>Welche Ordner es gibt.</translation>
    </message>
    <message>
        <source>Which languages its user reads.</source>
        <translation>Welche Sprachen sein Benutzer liest.</translation>
    </message>
    <message>
        <source>Which letters the user does not keep.</source>
        <translation>Welche Briefe der Benutzer nicht behält.</translation>
    </message>
    <message>
        <source>Which list the client is looking for.</source>
        <translation>Welche Liste der Client sucht.</translation>
    </message>
    <message>
        <source>Which mails the user does not keep on the server.</source>
        <translation>Welche Mails der Benutzer nicht auf dem Server lässt.</translation>
    </message>
    <message>
        <source>Which mails the user has fetched before.</source>
        <translation>Welche Mails der Benutzer früher schon geholt hat.</translation>
    </message>
    <message>
        <source>Which methods this address knows.</source>
        <translation>Welche Methoden diese Adresse kennt.</translation>
    </message>
    <message>
        <source>Which page is read, and everything that was typed into the address.</source>
        <translation>Welche Seite gelesen wird, und alles, was in die Adresse getippt wurde.</translation>
    </message>
    <message>
        <source>Which page the client asks about.</source>
        <translation>Nach welcher Seite der Client fragt.</translation>
    </message>
    <message>
        <source>Which program answers.</source>
        <translation>Welches Programm antwortet.</translation>
    </message>
    <message>
        <source>Which program the user reads mail with, and its version: what it is vulnerable to.</source>
        <translation>Mit welchem Programm der Benutzer Mail liest, und dessen Version: wofür es anfällig ist.</translation>
    </message>
    <message>
        <source>Which server is meant: one machine may have many names.</source>
        <translation>Welcher Server gemeint ist: Ein Rechner kann viele Namen haben.</translation>
    </message>
    <message>
        <source>Which server the client wants to reach.</source>
        <translation>Welchen Server der Client erreichen will.</translation>
    </message>
    <message>
        <source>Which site a form was sent from. A server refuses forms from strangers by it.</source>
        <translation>Von welcher Seite ein Formular gesendet wurde. Daran lehnt ein Server Formulare von Fremden ab.</translation>
    </message>
    <message>
        <source>Which site the visitor comes from.</source>
        <translation>Von welcher Seite der Besucher kommt.</translation>
    </message>
    <message>
        <source>Which types of content the client understands.</source>
        <translation>Welche Arten von Inhalt der Client versteht.</translation>
    </message>
    <message>
        <source>Which unique numbers the letters had, and which their copies got.</source>
        <translation>Welche eindeutigen Nummern die Briefe hatten, und welche ihre Kopien bekamen.</translation>
    </message>
    <message>
        <source>Which ways of packing content the client can undo.</source>
        <translation>Welche Arten zu packen der Client rückgängig machen kann.</translation>
    </message>
    <message>
        <source>Who gets the letter, hidden copies included.</source>
        <translation>Wer den Brief bekommt, auch die heimlichen Kopien.</translation>
    </message>
    <message>
        <source>Who is logged in; names, sizes and dates of files.</source>
        <translation>Wer angemeldet ist; Namen, Größen und Daten von Dateien.</translation>
    </message>
    <message>
        <source>Who puts a file needs an account.</source>
        <translation>Wer eine Datei ablegt, braucht ein Konto.</translation>
    </message>
    <message>
        <source>Who writes.</source>
        <translation>Wer schreibt.</translation>
    </message>
    <message>
        <source>Whom the client is looking for.</source>
        <translation>Wen der Client sucht.</translation>
    </message>
    <message>
        <source>Whose site is visited.</source>
        <translation>Wessen Seite besucht wird.</translation>
    </message>
    <message>
        <source>Wrong name or password.</source>
        <translation>Falscher Name oder falsches Passwort.</translation>
    </message>
    <message>
        <source>Yes, done.</source>
        <translation>Ja, getan.</translation>
    </message>
    <message>
        <source>Yes, done. With a star instead of a tag it is only a remark.</source>
        <translation>Ja, getan. Mit einem Stern statt eines Etiketts ist es nur eine Bemerkung.</translation>
    </message>
    <message>
        <source>You are who you say you are.</source>
        <translation>Die Anmeldung stimmt.</translation>
    </message>
    <message>
        <source>after EHLO, outside a letter</source>
        <translation>nach EHLO, außerhalb eines Briefs</translation>
    </message>
    <message>
        <source>after HELO or EHLO, once for each letter</source>
        <translation>nach HELO oder EHLO, einmal für jeden Brief</translation>
    </message>
    <message>
        <source>after MAIL</source>
        <translation>nach MAIL</translation>
    </message>
    <message>
        <source>after SELECT or EXAMINE</source>
        <translation>nach SELECT oder EXAMINE</translation>
    </message>
    <message>
        <source>after USER</source>
        <translation>nach USER</translation>
    </message>
    <message>
        <source>after USER, before logging in</source>
        <translation>nach USER, vor der Anmeldung</translation>
    </message>
    <message>
        <source>after an accepted RCPT</source>
        <translation>nach einem angenommenen RCPT</translation>
    </message>
    <message>
        <source>after logging in</source>
        <translation>nach der Anmeldung</translation>
    </message>
    <message>
        <source>after logging in and PASV or PORT</source>
        <translation>nach der Anmeldung und PASV oder PORT</translation>
    </message>
    <message>
        <source>after logging in, before each transfer</source>
        <translation>nach der Anmeldung, vor jeder Übertragung</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>before logging in</source>
        <translation>vor der Anmeldung</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message>
        <source>first, and again at any time</source>
        <translation>zuerst, und jederzeit wieder</translation>
    </message>
    <message>
        <source>folder open</source>
        <translation>Ordner offen</translation>
    </message>
    <message>
        <source>greeted</source>
        <translation>begrüßt</translation>
    </message>
    <message>
        <source>has envelope</source>
        <translation>hat Umschlag</translation>
    </message>
    <message>
        <source>has name</source>
        <translation>hat Namen</translation>
    </message>
    <message>
        <source>has sender</source>
        <translation>hat Absender</translation>
    </message>
    <message>
        <source>in answers</source>
        <translation>in Antworten</translation>
    </message>
    <message>
        <source>in every request</source>
        <translation>in jeder Anfrage</translation>
    </message>
    <message>
        <source>in requests</source>
        <translation>in Anfragen</translation>
    </message>
    <message>
        <source>in requests and answers</source>
        <translation>in Anfragen und Antworten</translation>
    </message>
    <message>
        <source>in requests, after a 401</source>
        <translation>in Anfragen, nach einer 401</translation>
    </message>
    <message>
        <source>inside TLS</source>
        <translation>in TLS</translation>
    </message>
    <message>
        <source>inside TLS, after PBSZ</source>
        <translation>in TLS, nach PBSZ</translation>
    </message>
    <message>
        <source>logged in</source>
        <translation>angemeldet</translation>
    </message>
    <message>
        <source>mailbox open</source>
        <translation>Postfach offen</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>renaming</source>
        <translation>benennt um</translation>
    </message>
    <message>
        <source>right after RNFR</source>
        <translation>gleich nach RNFR</translation>
    </message>
    <message>
        <source>takes letter</source>
        <translation>nimmt Brief an</translation>
    </message>
    <message>
        <source>where a page has a form</source>
        <translation>wo eine Seite ein Formular hat</translation>
    </message>
    <message>
        <source>who is it?</source>
        <translation>Wer ist da?</translation>
    </message>
    <message>
        <source>with 301, 302 and 303</source>
        <translation>mit 301, 302 und 303</translation>
    </message>
    <message>
        <source>with 401</source>
        <translation>mit 401</translation>
    </message>
    <message>
        <source>with 405, and after OPTIONS</source>
        <translation>mit 405, und nach OPTIONS</translation>
    </message>
    <message>
        <source>with a body</source>
        <translation>mit einem Rumpf</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>look only</source>
        <translation>nur ansehen</translation>
    </message>
    <message>
        <source>do it yourself</source>
        <translation>selbst tun</translation>
    </message>
    <message>
        <source>Task %1, %2: %3, %4 of %5 checks</source>
        <translation>Aufgabe %1, %2: %3, %4 von %5 Prüfpunkten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message>
        <source>Open hand-ins</source>
        <translation>Abgaben öffnen</translation>
    </message>
    <message>
        <source>Hand-ins (*.pcapng);;All files (*)</source>
        <translation>Abgaben (*.pcapng);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a folder of hand-ins</source>
        <translation>Einen Ordner mit Abgaben öffnen</translation>
    </message>
    <message>
        <source>Class key…</source>
        <translation>Klassenschlüssel…</translation>
    </message>
    <message>
        <source>Class key: %1</source>
        <translation>Klassenschlüssel: %1</translation>
    </message>
    <message>
        <source>Roster…</source>
        <translation>Klassenliste…</translation>
    </message>
    <message>
        <source>Roster: %1</source>
        <translation>Klassenliste: %1</translation>
    </message>
    <message>
        <source>Export the results</source>
        <translation>Die Ergebnisse exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>A folder for the pages</source>
        <translation>Ein Ordner für die Seiten</translation>
    </message>
    <message>
        <source>Hand-ins</source>
        <translation>Abgaben</translation>
    </message>
    <message>
        <source>The evidence</source>
        <translation>Der Beleg</translation>
    </message>
    <message>
        <source>The teacher&apos;s page</source>
        <translation>Die Seite für Lehrende</translation>
    </message>
    <message>
        <source>Open hand-ins…</source>
        <translation>Abgaben öffnen…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Einen Ordner öffnen…</translation>
    </message>
    <message>
        <source>With the class key, what each student drew is checked, and not believed</source>
        <translation>Mit dem Klassenschlüssel wird geprüft, was gezogen wurde, statt es zu glauben</translation>
    </message>
    <message>
        <source>A table with the columns id and name</source>
        <translation>Eine Tabelle mit den Spalten id und name</translation>
    </message>
    <message>
        <source>The class key</source>
        <translation>Der Klassenschlüssel</translation>
    </message>
    <message>
        <source>The roster</source>
        <translation>Die Klassenliste</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Judged so far</source>
        <translation>Bisher beurteilt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Students and checks</source>
        <translation>Abgaben und Prüfpunkte</translation>
    </message>
    <message>
        <source>Open the files that students handed in, or drop them here. Each is judged again from its capture.</source>
        <translation>Öffne die abgegebenen Dateien, oder ziehe sie hierher. Jede wird aus ihrer Aufzeichnung neu beurteilt.</translation>
    </message>
    <message>
        <source>%1 of %2 judged</source>
        <translation>%1 von %2 beurteilt</translation>
    </message>
    <message>
        <source>1 hand-in</source>
        <translation>1 Abgabe</translation>
    </message>
    <message>
        <source>%1 hand-ins</source>
        <translation>%1 Abgaben</translation>
    </message>
    <message>
        <source>Judging was stopped.</source>
        <translation>Das Beurteilen wurde angehalten.</translation>
    </message>
    <message>
        <source>The results are saved.</source>
        <translation>Die Ergebnisse sind gespeichert.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 points. %3</source>
        <translation>%1 von %2 Punkten. %3</translation>
    </message>
    <message>
        <source>Open the capture at packet %1</source>
        <translation>Die Aufzeichnung bei Paket %1 öffnen</translation>
    </message>
    <message>
        <source>Open the capture</source>
        <translation>Die Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>As a table, as pages, or as learning platforms take it</source>
        <translation>Als Tabelle, als Seiten, oder wie Lernplattformen es nehmen</translation>
    </message>
    <message>
        <source>A table: a line a check (CSV)…</source>
        <translation>Eine Tabelle: eine Zeile je Prüfung (CSV)…</translation>
    </message>
    <message>
        <source>Pages with the evidence (HTML)…</source>
        <translation>Seiten mit den Belegen (HTML)…</translation>
    </message>
    <message>
        <source>For learning platforms</source>
        <translation>Für Lernplattformen</translation>
    </message>
    <message>
        <source>Moodle&apos;s grade import (CSV)…</source>
        <translation>Moodles Bewertungsimport (CSV)…</translation>
    </message>
    <message>
        <source>xAPI statements (JSON)…</source>
        <translation>xAPI-Aussagen (JSON)…</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Gradescope&apos;s results, a file a hand-in (JSON)…</source>
        <translation>Ergebnisse für Gradescope, eine Datei je Abgabe (JSON)…</translation>
    </message>
    <message>
        <source>A folder for the results</source>
        <translation>Ein Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>JSON lines, for programs…</source>
        <translation>JSON-Zeilen, für Programme…</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>nothing yet from %1</source>
        <translation>noch nichts von %1</translation>
    </message>
    <message>
        <source>nothing yet from %1 on the roster</source>
        <translation>noch nichts von %1 auf der Liste</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>Seconds in which something was said</source>
        <translation>Sekunden, in denen etwas gesagt wurde</translation>
    </message>
    <message>
        <source>%1 s silence</source>
        <translation>%1 s Stille</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Packets in time</source>
        <translation>Pakete in der Zeit</translation>
    </message>
    <message>
        <source>Left and right select the packet before and after.</source>
        <translation>Links und rechts wählen das Paket davor und danach.</translation>
    </message>
    <message>
        <source>Each captured packet will be a tick here.</source>
        <translation>Jedes aufgezeichnete Paket wird hier ein Strich.</translation>
    </message>
    <message>
        <source>Packet %1: %2</source>
        <translation>Paket %1: %2</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation>Du bist dran</translation>
    </message>
    <message>
        <source>Free lab</source>
        <translation>Freies Labor</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>To the start page: all lessons (Alt+Home)</source>
        <translation>Zur Startseite: alle Lektionen (Alt+Pos1)</translation>
    </message>
    <message>
        <source>Open a capture, or one of the last ones (Ctrl+O)</source>
        <translation>Eine Aufzeichnung öffnen, oder eine der letzten (Strg+O)</translation>
    </message>
    <message>
        <source>Save the capture as a file (Ctrl+S)</source>
        <translation>Die Aufzeichnung als Datei speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Reset the lab: empty boxes, fresh servers (Ctrl+R)</source>
        <translation>Das Labor zurücksetzen: leere Postfächer, frische Server (Strg+R)</translation>
    </message>
    <message>
        <source>Light or dark (Ctrl+D)</source>
        <translation>Hell oder dunkel (Strg+D)</translation>
    </message>
    <message>
        <source>Manual, with all keys (F1)</source>
        <translation>Handbuch, mit allen Tasten (F1)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save capture</source>
        <translation>Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Reset lab</source>
        <translation>Labor zurücksetzen</translation>
    </message>
    <message>
        <source>Network: %1</source>
        <translation>Netz: %1</translation>
    </message>
    <message>
        <source>Eve&apos;s glasses: see what she sees, who has no keys (G)</source>
        <translation>Eves Brille: sehen, was sie sieht, die keine Schlüssel hat (G)</translation>
    </message>
    <message>
        <source>Find anything: a command, a line, a letter (Ctrl+K)</source>
        <translation>Alles finden: einen Befehl, eine Zeile, einen Brief (Strg+K)</translation>
    </message>
    <message>
        <source>Present: full screen, in large type (F5)</source>
        <translation>Vorführen: ganzer Bildschirm, in großer Schrift (F5)</translation>
    </message>
    <message>
        <source>More: what has no room here</source>
        <translation>Mehr: was hier keinen Platz hat</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Eve&apos;s eyes</source>
        <translation>Eves Augen</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Vorführen</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>A look around</source>
        <translation>Ein Rundgang</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>Traffic</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>1 more conversation</source>
        <translation>1 weiteres Gespräch</translation>
    </message>
    <message>
        <source>%1 more conversations</source>
        <translation>%1 weitere Gespräche</translation>
    </message>
    <message>
        <source>%1 were said.</source>
        <translation>%1 wurden gesagt.</translation>
    </message>
    <message>
        <source>Control: %1. Data connections: %2.</source>
        <translation>Steuerung: %1. Datenverbindungen: %2.</translation>
    </message>
</context>
<context>
    <name>TrafficPlot</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>Bytes and packets over time, by conversation</source>
        <translation>Bytes und Pakete im Lauf der Zeit, nach Gesprächen</translation>
    </message>
    <message>
        <source>%1: %2 from the client, %3 from the server</source>
        <translation>%1: %2 vom Client, %3 vom Server</translation>
    </message>
    <message>
        <source>Seconds since the first packet</source>
        <translation>Sekunden seit dem ersten Paket</translation>
    </message>
    <message>
        <source>→ client, upwards</source>
        <translation>→ Client, nach oben</translation>
    </message>
    <message>
        <source>← server, downwards</source>
        <translation>← Server, nach unten</translation>
    </message>
    <message>
        <source>highest bar: %1</source>
        <translation>höchster Balken: %1</translation>
    </message>
    <message>
        <source>data · %1</source>
        <translation>Daten · %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1
from second %2 on: client %3, server %4</source>
        <translation>%1
ab Sekunde %2: Client %3, Server %4</translation>
    </message>
    <message>
        <source>→ client</source>
        <translation>→ Client</translation>
    </message>
    <message>
        <source>← server</source>
        <translation>← Server</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
</context>
<context>
    <name>WholeLine</name>
    <message>
        <source>The whole line</source>
        <translation>Die ganze Zeile</translation>
    </message>
</context>
<context>
    <name>WireTabs</name>
    <message>
        <source>The wire in words</source>
        <translation>Die Leitung in Worten</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>Dialog</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>Views of the wire</source>
        <translation>Ansichten der Leitung</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Which columns there are, how times are told, names or addresses</source>
        <translation>Welche Spalten es gibt, wie Zeiten genannt werden, Namen oder Adressen</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 Pakete</translation>
    </message>
    <message>
        <source>No line is like that. Esc clears the filter.</source>
        <translation>Keine Zeile ist so. Esc leert den Filter.</translation>
    </message>
    <message>
        <source>Every line that the programs say to each other will appear here, as it crosses the wire.</source>
        <translation>Jede Zeile, die die Programme zueinander sagen, erscheint hier, wie sie über die Leitung geht.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Suche…</translation>
    </message>
    <message>
        <source>No packet is like that. Esc clears the filter.</source>
        <translation>Kein Paket ist so. Esc leert den Filter.</translation>
    </message>
    <message>
        <source>Every packet will appear here, as it is captured.</source>
        <translation>Jedes Paket erscheint hier, sobald es aufgezeichnet ist.</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>1 packet</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Views that have no room beside the others</source>
        <translation>Ansichten, die neben den anderen keinen Platz haben</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
</context>
<context>
    <name>WritePage</name>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>Deine Worte</translation>
    </message>
    <message>
        <source>Your words. Files can be dropped here.</source>
        <translation>Deine Worte. Dateien kann man hierher ziehen.</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>Anhängen…</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>The letter that you answer is quoted below your words.</source>
        <translation>Der Brief, den du beantwortest, steht als Zitat unter deinen Worten.</translation>
    </message>
    <message>
        <source>The letter goes along as it came, with all that hangs on it.</source>
        <translation>Der Brief geht mit, wie er kam, mit allem, was daran hängt.</translation>
    </message>
    <message>
        <source>Which files shall go along?</source>
        <translation>Welche Dateien sollen mit?</translation>
    </message>
    <message>
        <source>Take %1 off again</source>
        <translation>%1 wieder entfernen</translation>
    </message>
    <message>
        <source>To whom? Type an address, for example bob@hamburger.edu.</source>
        <translation>An wen? Gib eine Adresse ein, zum Beispiel bob@hamburger.edu.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Blind copy</source>
        <translation>Blindkopie</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wähle einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>YourTurn</name>
    <message>
        <source>Your turn</source>
        <translation>Du bist dran</translation>
    </message>
    <message>
        <source>Hand that run in…</source>
        <translation>Diesen Durchgang abgeben…</translation>
    </message>
    <message>
        <source>Begin this task</source>
        <translation>Diese Aufgabe beginnen</translation>
    </message>
    <message>
        <source>Drawn for you</source>
        <translation>Für dich gezogen</translation>
    </message>
    <message>
        <source>By your own hand</source>
        <translation>Mit eigener Hand</translation>
    </message>
    <message>
        <source>To the free lab</source>
        <translation>Zum freien Labor</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Save this run as a page to read: steps, what was said, answers (HTML or PDF)</source>
        <translation>Diesen Durchgang als Seite zum Lesen speichern: Schritte, Gesagtes, Antworten (HTML oder PDF)</translation>
    </message>
    <message>
        <source>Hand in…</source>
        <translation>Abgeben…</translation>
    </message>
    <message>
        <source>Next task</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Look only: everything you need is in what was captured.</source>
        <translation>Nur ansehen: Alles, was du brauchst, steht in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Do it yourself: the wire must show it.</source>
        <translation>Selbst tun: Die Leitung muss es zeigen.</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Hint %1: %2</source>
        <translation>Hinweis %1: %2</translation>
    </message>
    <message>
        <source>Give me a hint</source>
        <translation>Gib mir einen Hinweis</translation>
    </message>
    <message>
        <source>One more hint (%1 of %2)</source>
        <translation>Noch ein Hinweis (%1 von %2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Noch einmal beginnen</translation>
    </message>
    <message>
        <source>Any way counts: Console, Mail and Files here in the window, or any program in a terminal:
%1</source>
        <translation>Jeder Weg zählt: Konsole, Mail und Dateien hier im Fenster, oder jedes Programm in einem Terminal:
%1</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
</context>
</TS>
