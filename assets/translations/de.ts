<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
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
            <source>What Next lets through: a whole act, or one command</source>
            <translation>Was Weiter durchlässt: einen ganzen Akt oder einen Befehl</translation>
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
    </context>
    <context>
        <name>Course</name>
        <message>
            <source>Reset the lab, or open the window again.</source>
            <translation>Setze das Labor zurück, oder öffne das Fenster neu.</translation>
        </message>
        <message>
            <source>Mend it and save it: it is read again. Until then the lesson is shown as it was.</source>
            <translation>Bessere es aus und speichere: Es wird neu gelesen. Bis dahin wird die Lektion gezeigt, wie sie war.</translation>
        </message>
        <message>
            <source>The command "cleartext lessons --check" lists everything that is wrong with it.</source>
            <translation>Der Befehl "cleartext lessons --check" nennt alles, was daran nicht stimmt.</translation>
        </message>
        <message>
            <source>%1, line %2: %3</source>
            <translation>%1, Zeile %2: %3</translation>
        </message>
        <message>
            <source>Open a lesson's folder</source>
            <translation>Den Ordner einer Lektion öffnen</translation>
        </message>
        <message>
            <source>There is no lesson in %1.</source>
            <translation>In %1 ist keine Lektion.</translation>
        </message>
        <message>
            <source>A lesson's folder holds a lesson.yaml. "cleartext lessons --new NAME" makes one to begin with.</source>
            <translation>Der Ordner einer Lektion enthält eine lesson.yaml. "cleartext lessons --new NAME" legt einen zum Anfangen an.</translation>
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
            <translation>als Nächstes</translation>
        </message>
        <message>
            <source>%1 will say next: %2</source>
            <translation>%1 sagt als Nächstes: %2</translation>
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
            <source>Jump to the newest</source>
            <translation>Zum Neuesten springen</translation>
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
            <source>A command that this lab's servers do not know.</source>
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
            <source>nothing: on the wire it was encrypted, and only the endpoint's keys opened it here</source>
            <translation>nichts: Auf der Leitung war es verschlüsselt, und nur die Schlüssel des Endpunkts öffneten es hier</translation>
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
            <source>This packet carries no line. It keeps the connection going.</source>
            <translation>Dieses Paket trägt keine Zeile. Es hält die Verbindung in Gang.</translation>
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
            <source>Bob's</source>
            <translation>Bobs</translation>
        </message>
        <message>
            <source>Alice's</source>
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
            <source>Bob's machine</source>
            <translation>Bobs Rechner</translation>
        </message>
        <message>
            <source>Alice's machine</source>
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
            <source>%1 cannot be read. Choose another file.</source>
            <translation>%1 kann nicht gelesen werden. Wähle eine andere Datei.</translation>
        </message>
        <message>
            <source>%1 is larger than 16 MB. Choose a smaller file.</source>
            <translation>%1 ist größer als 16 MB. Wähle eine kleinere Datei.</translation>
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
            <source>Log in to FTP</source>
            <translation>Bei FTP anmelden</translation>
        </message>
        <message>
            <source>A real connection to the file server. Watch the dialogue, and what Eve writes down.</source>
            <translation>Eine echte Verbindung zum Dateiserver. Sieh dir den Dialog an, und was Eve aufschreibt.</translation>
        </message>
        <message>
            <source>What the server sent</source>
            <translation>Was der Server schickte</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Speichern unter…</translation>
        </message>
        <message>
            <source>Connecting to %1 …</source>
            <translation>Verbinde mit %1 …</translation>
        </message>
        <message>
            <source>A transfer is running. Wait for its answer.</source>
            <translation>Eine Übertragung läuft. Warte auf ihre Antwort.</translation>
        </message>
        <message>
            <source>Save what the server sent</source>
            <translation>Speichern, was der Server schickte</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>%1 could not be written: %2. Choose another place.</source>
            <translation>%1 konnte nicht geschrieben werden: %2. Wähle einen anderen Ort.</translation>
        </message>
        <message>
            <source>Use your own programs</source>
            <translation>Eigene Programme benutzen</translation>
        </message>
        <message>
            <source>Thunderbird, FileZilla, curl: any program may talk to these servers, and every view shows what it says.</source>
            <translation>Thunderbird, FileZilla, curl: Jedes Programm darf mit diesen Servern reden, und jede Ansicht zeigt, was es sagt.</translation>
        </message>
    </context>
    <context>
        <name>FtpBox</name>
        <message>
            <source>Get</source>
            <translation>Holen</translation>
        </message>
        <message>
            <source>Put</source>
            <translation>Ablegen</translation>
        </message>
        <message>
            <source>List</source>
            <translation>Auflisten</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>FTP server</source>
            <translation>FTP-Server</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>Benutzername</translation>
        </message>
        <message>
            <source>bob, or anonymous</source>
            <translation>bob, oder anonymous</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Invent one</source>
            <translation>Erfinde eines</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>Datei auf dem Server</translation>
        </message>
        <message>
            <source>Type what the file shall hold</source>
            <translation>Tippe, was in der Datei stehen soll</translation>
        </message>
        <message>
            <source>What the file shall hold</source>
            <translation>Was in der Datei stehen soll</translation>
        </message>
        <message>
            <source>Take a file…</source>
            <translation>Eine Datei nehmen…</translation>
        </message>
        <message>
            <source>Which file shall be put on the server?</source>
            <translation>Welche Datei soll auf den Server?</translation>
        </message>
        <message>
            <source>%1 cannot be read. Choose another file.</source>
            <translation>%1 kann nicht gelesen werden. Wähle eine andere Datei.</translation>
        </message>
        <message>
            <source>%1 is larger than 16 MB. Choose a smaller file.</source>
            <translation>%1 ist größer als 16 MB. Wähle eine kleinere Datei.</translation>
        </message>
        <message>
            <source>%1, %2 bytes</source>
            <translation>%1, %2 Bytes</translation>
        </message>
        <message>
            <source>Which server? In this lab it is ftp.hamburger.edu.</source>
            <translation>Welcher Server? In diesem Labor ist es ftp.hamburger.edu.</translation>
        </message>
        <message>
            <source>Who logs in? Type a user name, for example bob or anonymous.</source>
            <translation>Wer meldet sich an? Tippe einen Benutzernamen, zum Beispiel bob oder anonymous.</translation>
        </message>
        <message>
            <source>Which file? List shows what is there.</source>
            <translation>Welche Datei? Auflisten zeigt, was da ist.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Empty: the first folder</source>
            <translation>Leer: der erste Ordner</translation>
        </message>
        <message>
            <source>Its name on the server</source>
            <translation>Ihr Name auf dem Server</translation>
        </message>
        <message>
            <source>List the folder</source>
            <translation>Den Ordner auflisten</translation>
        </message>
        <message>
            <source>Put the file</source>
            <translation>Die Datei ablegen</translation>
        </message>
        <message>
            <source>Get the file</source>
            <translation>Die Datei holen</translation>
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
    </context>
    <context>
        <name>Help</name>
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
            <source>1 to 9</source>
            <translation>1 bis 9</translation>
        </message>
        <message>
            <source>Another view; with Shift+Alt a second beside it</source>
            <translation>Eine andere Ansicht; mit Umschalt+Alt eine zweite daneben</translation>
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
            <source>The next thing: an act, or one command</source>
            <translation>Das Nächste: ein Akt oder ein Befehl</translation>
        </message>
        <message>
            <source>Right, Left</source>
            <translation>Rechts, Links</translation>
        </message>
        <message>
            <source>Next act, one step back</source>
            <translation>Nächster Akt, einen Schritt zurück</translation>
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
            <source>Stop reading; clear the filter</source>
            <translation>Lesen anhalten; Filter leeren</translation>
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
            <source>Eve's notebook</source>
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
            <source>To the evidence, and to a letter's next station</source>
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
            <source>Cleartext: short help</source>
            <translation>Cleartext: kurze Hilfe</translation>
        </message>
        <message>
            <source>Short help</source>
            <translation>Kurze Hilfe</translation>
        </message>
        <message>
            <source>At the left the lesson says what happens. In the middle the map shows which machine talks to which, and below it stands what they say. At the right Eve, who listens, writes down what she learns. What you select in one place is selected in all of them.</source>
            <translation>Links sagt die Lektion, was geschieht. In der Mitte zeigt die Karte, welcher Rechner mit welchem spricht, und darunter steht, was sie sagen. Rechts schreibt Eve, die mithört, auf, was sie erfährt. Was du an einer Stelle auswählst, ist an allen ausgewählt.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
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
            <source>These packets come from a file. Select a packet, a line or a password: every view follows.

The lines of each conversation stand under **Dialogue**, and what a listener learned from them in **Eve's notebook**.</source>
            <translation>Diese Pakete kommen aus einer Datei. Wähle ein Paket, eine Zeile oder ein Passwort: Jede Ansicht folgt.

Die Zeilen jedes Gesprächs stehen unter **Dialog**, und was jemand beim Mithören daraus erfuhr in **Eves Notizbuch**.</translation>
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
    </context>
    <context>
        <name>LetterPage</name>
        <message>
            <source>letter.eml</source>
            <translation>brief.eml</translation>
        </message>
        <message>
            <source>part</source>
            <translation>teil</translation>
        </message>
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
            <source>Short help</source>
            <translation>Kurze Hilfe</translation>
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
            <source>No lab runs here, so there is nothing to log in to. Start Cleartext without a capture to get one.</source>
            <translation>Hier läuft kein Labor, also gibt es nichts zum Anmelden. Starte Cleartext ohne Aufzeichnung, um eines zu bekommen.</translation>
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
            <source>Eve's notebook</source>
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
            <source>The server's answer</source>
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
            <source>nobody else's</source>
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
            <source>The lab runs on this computer's loopback, on high ports, because a private network is not to be had here.
Every packet shown was really sent and captured. Run "cleartext doctor" to see how to get a private network.</source>
            <translation>Das Labor läuft auf dem Loopback dieses Computers, an hohen Ports, weil hier kein privates Netz zu haben ist.
Jedes gezeigte Paket wurde wirklich gesendet und aufgezeichnet. "cleartext doctor" sagt, wie man ein privates Netz bekommt.</translation>
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
            <source>Eve's notebook</source>
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
            <source>Choose a letter or a file in Eve's notebook first.</source>
            <translation>Wähle erst einen Brief oder eine Datei in Eves Notizbuch.</translation>
        </message>
        <message>
            <source>No letter with attachments is chosen.</source>
            <translation>Kein Brief mit Anhängen ist gewählt.</translation>
        </message>
        <message>
            <source>Choose one in Eve's notebook first.</source>
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
            <source>A folder's listing</source>
            <translation>Die Liste eines Ordners</translation>
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
            <source>Opened with the endpoint's keys: not hers</source>
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
            <source>opened with the endpoint's keys</source>
            <translation>mit den Schlüsseln des Endpunkts geöffnet</translation>
        </message>
        <message>
            <source>Opened with the endpoint's keys. Nobody on the way could read this.</source>
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
            <source>Start it inside the lab's network</source>
            <translation>Im Netz des Labors starten</translation>
        </message>
        <message>
            <source>%1, port %2, %3</source>
            <translation>%1, Port %2, %3</translation>
        </message>
        <message>
            <source>The lab's authority</source>
            <translation>Die Zertifizierungsstelle des Labors</translation>
        </message>
        <message>
            <source>In a shell inside the lab's network</source>
            <translation>In einer Shell im Netz des Labors</translation>
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
            <source>A click puts the packets in this order, another one turns it round, a third one goes back to the wire's.</source>
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
            <source>Every packet on the wire, in order. Shift and Ctrl select several, Ctrl+C copies them, Ctrl+E exports them.</source>
            <translation>Jedes Paket auf der Leitung, der Reihe nach. Umschalt und Strg wählen mehrere, Strg+C kopiert, Strg+E exportiert sie.</translation>
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
    </context>
    <context>
        <name>PacketWords</name>
        <message>
            <source>It breaks the connection off (RST).</source>
            <translation>Es bricht die Verbindung ab (RST).</translation>
        </message>
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
        <name>QuestionBox</name>
        <message>
            <source>Show the answer</source>
            <translation>Die Antwort zeigen</translation>
        </message>
        <message>
            <source>Type the code, or click it in the dialogue</source>
            <translation>Tippe den Code, oder klicke ihn im Dialog an</translation>
        </message>
        <message>
            <source>Type the command, or click it in the dialogue</source>
            <translation>Tippe den Befehl, oder klicke ihn im Dialog an</translation>
        </message>
        <message>
            <source>Type the packet number, or click it</source>
            <translation>Tippe die Paketnummer, oder klicke es an</translation>
        </message>
        <message>
            <source>Type a number</source>
            <translation>Tippe eine Zahl</translation>
        </message>
        <message>
            <source>Type the port, or click the connection</source>
            <translation>Tippe den Port, oder klicke die Verbindung an</translation>
        </message>
        <message>
            <source>Type the answer, or click it in the dialogue</source>
            <translation>Tippe die Antwort, oder klicke sie im Dialog an</translation>
        </message>
        <message>
            <source>The answer was not on the wire yet. Go on, and answer then.</source>
            <translation>Die Antwort war noch nicht auf der Leitung. Geh weiter, und antworte dann.</translation>
        </message>
        <message>
            <source>Not this one. Look once more in the dialogue.</source>
            <translation>Diese nicht. Sieh noch einmal in den Dialog.</translation>
        </message>
        <message>
            <source>Right. %1</source>
            <translation>Richtig. %1</translation>
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
        <name>RecordedCourse</name>
        <message>
            <source>Open a lesson's folder</source>
            <translation>Den Ordner einer Lektion öffnen</translation>
        </message>
        <message>
            <source>%1, line %2: %3</source>
            <translation>%1, Zeile %2: %3</translation>
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
            <source>Open a lesson's folder…</source>
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
            <source>The teacher's page</source>
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
            <source>Export CSV…</source>
            <translation>CSV exportieren…</translation>
        </message>
        <message>
            <source>Export pages…</source>
            <translation>Seiten exportieren…</translation>
        </message>
        <message>
            <source>A page a student with the evidence, and one with all of them (HTML)</source>
            <translation>Eine Seite je Abgabe mit den Belegen, und eine mit allen (HTML)</translation>
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
            <source>Keys and short help (F1)</source>
            <translation>Tasten und kurze Hilfe (F1)</translation>
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
            <source>%1 cannot be read. Choose another file.</source>
            <translation>%1 kann nicht gelesen werden. Wähle eine andere Datei.</translation>
        </message>
        <message>
            <source>%1 is larger than 16 MB. Choose a smaller file.</source>
            <translation>%1 ist größer als 16 MB. Wähle eine kleinere Datei.</translation>
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
            <source>Any way counts: the free lab, or any program in a terminal:
cleartext shell -- telnet hamburger.edu 25</source>
            <translation>Jeder Weg zählt: das freie Labor, oder jedes Programm in einem Terminal:
cleartext shell -- telnet hamburger.edu 25</translation>
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
            <translation>Nächste Aufgabe</translation>
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
        <name>Bench</name>
        <message>
            <source>On the bench</source>
            <translation>Auf der Werkbank</translation>
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
            <source>from Alice's machine</source>
            <translation>von Alices Rechner</translation>
        </message>
        <message>
            <source>from Bob's machine</source>
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
    </context>
    <context>
        <name>Curtain</name>
        <message>
            <source>Blank screen. Any key shows the view again.</source>
            <translation>Schwarzer Bildschirm. Jede Taste zeigt die Ansicht wieder.</translation>
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
            <source>Handing the letter to %1's mail server …</source>
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
            <source>Fetch asks the mail server for %1's letters. Write begins a new one.</source>
            <translation>Holen fragt den Mailserver nach Briefen für %1. Schreiben beginnt einen neuen.</translation>
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
        <name>QObject</name>
        <message>
            <source>Letters</source>
            <translation>Briefe</translation>
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
</TS>
