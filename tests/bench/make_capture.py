#!/usr/bin/env python3
"""Makes a capture of invented talk from a seed, and the truth about it, which it writes first."""
import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from capture_maker import capture_file, plan, render, tcp  # noqa: E402
from capture_maker.draw import Draw  # noqa: E402
from capture_maker.world import MOST_COPIES  # noqa: E402


def write_truth(path, settings, truth):
    with open(path, "w", encoding="utf-8") as stream:
        json.dump({"seed": settings.seed, **truth}, stream, ensure_ascii=True, indent=0)
        stream.write("\n")


def make(settings, out, truth, copies=1, faults=None):
    """Draws, writes the truth, renders, and adds to the truth what only the packets' order tells: stream
    numbers."""
    faults = faults or tcp.Faults(avoid=settings.avoid)
    drawn = plan.Plan(settings)
    write_truth(truth, settings, drawn.truth(copies))
    frames = render.render(drawn, faults)
    kind = capture_file.PcapngFile if out.endswith(".pcapng") else capture_file.PcapFile
    span = frames[-1].time + 10**9
    secrets = drawn.secrets()
    if secrets and kind is capture_file.PcapFile:
        with open(out + ".keylog", "wb") as stream:
            stream.write(secrets)
    capture_file.write(out, kind(Draw(settings.seed, "file")), frames, copies, span, render.BEGIN, secrets)
    told = drawn.truth(copies)
    write_truth(truth, settings, told)
    return told, len(frames) * copies, drawn.stream_count * copies


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seed", default="1", help="a number or a word; the same seed makes the same capture"
    )
    parser.add_argument("--out", required=True, help="FILE.pcapng or FILE.pcap")
    parser.add_argument("--truth", required=True, help="FILE.json")
    parser.add_argument("--streams", type=int, default=300, help="about so many TCP streams a copy")
    parser.add_argument(
        "--repeat", type=int, default=1, help="copies of the plan, each with other client addresses"
    )
    parser.add_argument("--protocols", default=",".join(plan.ALL))
    parser.add_argument(
        "--tls",
        action="store_true",
        help="some sessions inside TLS, most with their secrets: in "
        "the pcapng, or beside the pcap in FILE.pcap.keylog",
    )
    parser.add_argument("--big", type=int, default=400_000, help="bytes of the largest bodies")
    parser.add_argument("--scale", type=int, default=1, help="all other bodies are so many times larger")
    parser.add_argument(
        "--avoid", default="", help="; ".join(f"{name}: {what}" for name, what in plan.AVOIDABLE.items())
    )
    parser.add_argument(
        "--no-faults",
        dest="faults",
        action="store_false",
        help="nothing repeated, out of order or in fragments",
    )
    options = parser.parse_args()
    if not 1 <= options.repeat <= MOST_COPIES:
        parser.error(f"--repeat takes 1 to {MOST_COPIES}")
    settings = plan.Settings(
        options.seed,
        options.streams,
        tuple(options.protocols.split(",")),
        options.tls,
        big=options.big,
        scale=options.scale,
        avoid=filter(None, options.avoid.split(",")),
    )
    faults = None if options.faults else tcp.Faults(0, 0, 0)
    told, packets, streams = make(settings, options.out, options.truth, options.repeat, faults)
    print(
        f"{options.out}: {os.path.getsize(options.out)} bytes, {packets} packets, {streams} streams, "
        + ", ".join(f"{len(rows)} {name}" for name, rows in told.items())
    )


if __name__ == "__main__":
    main()
