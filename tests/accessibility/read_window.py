#!/usr/bin/env python3
"""What a screen reader is told of the window, over AT-SPI: on every page and view, whatever can be pressed or filled in says
what it is, and what is read goes from the top to the foot. It presses what it reads; no mouse and no picture. On a screen
and a session bus of its own:

    on_a_screen Xvfb dbus-run-session /usr/bin/python3 read_window.py CLEARTEXT

Exit status 1: something has no name, or is not there; 77: Python's words for AT-SPI are not installed."""
import os
import subprocess
import sys
import time

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    sys.exit(77)

PATIENCE = 60
# What a person acts on: none of these may be nameless.
ACTED_ON = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.RADIO_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.COMBO_BOX,
    Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.PAGE_TAB, Atspi.Role.TABLE, Atspi.Role.TREE, Atspi.Role.TREE_TABLE,
    Atspi.Role.LIST, Atspi.Role.SLIDER, Atspi.Role.SPIN_BUTTON,
}
ROWS = {Atspi.Role.TABLE, Atspi.Role.TREE, Atspi.Role.TREE_TABLE, Atspi.Role.LIST}
PRESSED = {Atspi.Role.RADIO_BUTTON, Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.PAGE_TAB}
failures = []
program = None  # the one that is read


def fail(sentence):
    failures.append(sentence)
    print("FAILED:", sentence, flush=True)


def until(found):
    """What `found` answers, asked again while it is None; in between the bus has the word."""
    loop, end = GLib.MainContext.default(), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if (what := found()) is not None:
                return what
        except GLib.GError:
            pass  # it went away while it was asked
        if program.poll() is not None:
            sys.exit(f"the program ended with {program.returncode}")
        timer = GLib.timeout_add(50, lambda: False)
        loop.iteration(True)
        source = loop.find_source_by_id(timer)
        if source is not None:
            source.destroy()
    return None


def walk(node, depth=0):
    """Everything that is shown, as a reader goes through it."""
    try:
        count = node.get_child_count() if depth < 40 else 0
    except GLib.GError:
        return
    for place in range(count):
        try:
            child = node.get_child_at_index(place)
            if child is None or not child.get_state_set().contains(Atspi.StateType.SHOWING):
                continue
            deeper = child.get_role() not in ROWS
        except GLib.GError:
            continue
        yield child
        if deeper:
            yield from walk(child, depth + 1)


def windows():
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is not None and "leartext" in (program.get_name() or ""):
            yield from (child for at in range(program.get_child_count()) if (child := program.get_child_at_index(at)) is not None
                        and child.get_state_set().contains(Atspi.StateType.SHOWING))


def named(name, roles=None):
    """Of the windows that are open, the first thing whose name begins so."""
    for root in windows():
        for node in walk(root):
            if (node.get_name() or "").startswith(name) and (roles is None or node.get_role() in roles):
                return node
    return None


def press(name, roles=PRESSED):
    node = until(lambda: named(name, roles))
    if node is None:
        return fail(f"there is nothing to press that is called {name}")
    names = [node.get_action_name(at) if hasattr(node, "get_action_name") else "" for at in range(node.get_n_actions())]
    wanted = next((at for at, action in enumerate(names) if action in ("Press", "Toggle")), None)
    if wanted is None:
        return fail(f"{node.get_role_name()} “{node.get_name()}” can only {names}")
    node.do_action(wanted)


def things_to_act_on():
    return [node for root in windows() for node in walk(root) if node.get_role() in ACTED_ON]


def look_at(page, landmark):
    """Waits for what only this page has, then asks everything for its name."""
    if until(lambda: named(landmark)) is None:
        return fail(f"{page}: “{landmark}” does not appear")
    things = things_to_act_on()
    for node in things:
        if not (node.get_name() or "").strip():
            parent = node.get_parent()
            fail(f"{page}: a {node.get_role_name()} in “{parent.get_name() if parent else ''}” has no name")
    print(f"{page}: {len(things)} things to act on", flush=True)
    if len(things) < 5:
        fail(f"{page}: only {len(things)} things to act on")


def order_of_reading():
    names = [node.get_name() or "" for root in windows() for node in walk(root)]
    places = [next((i for i, name in enumerate(names) if name.startswith(start)), -1) for start in ORDER]
    if -1 in places or places != sorted(places):
        fail(f"{ORDER} are read in the order {places}")


def read():
    look_at("start page", "Lesson 1")
    if named("Skip") is not None:
        press("Skip")
    press("Lesson 1")
    look_at("first lesson", "The wire in words")
    if until(lambda: named("Skip")) is not None:
        press("Skip")
    order_of_reading()
    for name, landmark in PAGES:
        press(name)
        look_at(name, landmark)


ORDER = ["Left side", "Narration", "On the bench", "The wire in words", "Eve's notebook", "Bytes"]
PAGES = [("Packets", "Packets"), ("Ladder", "Ladder"), ("Message", "Message"), ("Readable", "Readable"), ("Servers", "Servers"),
         ("Plots", "Plots"), ("Side by side", "Side by side"), ("Dialogue", "The wire in words"), ("On the bench: Console", "Console"),
         ("On the bench: Mail", "Mail"), ("On the bench: Files", "Files"), ("On the bench: Map", "Map of the network"),
         ("Left side: Your turn", "Your turn"), ("Left side: Free lab", "Free lab")]


def main():
    global program
    program = subprocess.Popen([sys.argv[1], "--language", "en"],
                               env=dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                                        QT_ACCESSIBILITY="1"))
    try:
        read()
    finally:
        program.terminate()
        program.wait(timeout=30)
    print("all well" if not failures else f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
