"""All talks as one row of frames, in the order in which a capture saw them."""
from . import noise, tcp
from .draw import Draw

BEGIN = 1_772_000_000 * 10**9


def render(plan, faults):
    """The frames, in order; every talk knows its stream number afterwards."""
    seed = plan.settings.seed
    draws = {talk: Draw(seed, "render", number) for number, talk in enumerate(plan.talks)}
    durations, done, frames = {}, {}, []
    waiting = list(plan.talks)
    anchored = [talk for talk in waiting if talk.protocol == "ftp-data"]
    for talk in anchored:
        connection, of_talk, times = tcp.render(draws[talk], talk, faults, {})
        durations[talk] = max(frame.time for frame in of_talk)
        done[talk] = of_talk
    ends, turn_times, paths = {}, {}, {}
    for talk in waiting:
        if talk in done:
            continue
        how = {}
        if talk.anchor:
            how["path"] = paths[talk.anchor[0]]
            talk.start = ends[talk.anchor[0]] + talk.anchor[2]
        connection, of_talk, times = tcp.render(draws[talk], talk, faults, durations, **how)
        paths[talk], turn_times[talk] = connection.path, times
        ends[talk] = talk.start + max((frame.time for frame in of_talk), default=0)
        done[talk] = of_talk
    for talk in anchored:
        control, turn, offset = talk.anchor
        talk.start = max(0, control.start + turn_times[control][turn] + offset)
    for talk, of_talk in done.items():
        for frame in of_talk:
            frame.time += talk.start
        frames += of_talk
    span = max((frame.time for frame in frames), default=0)
    draw = Draw(seed, "datagrams")
    if plan.settings.noise:
        frames += noise.draw_datagrams(draw, plan.world, plan.settings.streams // 4, span)
    frames.sort(key=lambda frame: frame.time)
    number_streams(plan, frames)
    for frame in frames:
        frame.interface = 1 if frame.talk and frame.talk.number % 7 == 3 else 0
    return frames


def number_streams(plan, frames):
    """As Wireshark counts: in order of first packet."""
    count = 0
    for frame in frames:
        if frame.talk and frame.talk.number is None:
            frame.talk.number = count
            count += 1
    plan.stream_count = count
