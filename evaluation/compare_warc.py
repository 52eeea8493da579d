#!/usr/bin/env python3
"""Whether the reader of web archives finds the records that warcio and fastwarc find.

Problem. Archives are compressed by member, cut off and odd; a reader is right if it agrees with those that archives are made with.
Idea. The records of each file, as (type, id, length of the block, hash of the block, place), from evaluation/warc_dump.cc and from the two
libraries, side by side. warcio takes no lz4, and both stop at what is broken: then the records up to there are compared.
Example.  evaluation/compare_warc.py ../shared/data/warc/*.warc*      (pip install warcio fastwarc)
Cost. Seconds.
"""
import hashlib, json, pathlib, subprocess, sys

TOOL = pathlib.Path(__file__).resolve().parent.parent / "build/release/evaluation/warc_dump"


def ours(path):
    out = subprocess.run([TOOL, path], check=True, capture_output=True, text=True)
    return [(r["type"], r["id"], r["length"], r["sha256"], r["offset"]) for r in map(json.loads, out.stdout.splitlines())], out.stderr.strip()


def of_warcio(path):
    from warcio.archiveiterator import ArchiveIterator
    found = []
    try:
        with open(path, "rb") as stream:
            reader = ArchiveIterator(stream, no_record_parse=True)
            for record in reader:
                block = record.raw_stream.read()
                at = reader.get_record_offset()  # only now: asking reads to the record's end
                head = record.rec_headers
                found.append((head.get_header("WARC-Type"), head.get_header("WARC-Record-ID"), len(block), hashlib.sha256(block).hexdigest(), at))
    except Exception as problem:
        return found, str(problem)
    return found, ""


def of_fastwarc(path):
    from fastwarc.warc import ArchiveIterator
    found = []
    try:
        with open(path, "rb") as stream:
            for record in ArchiveIterator(stream, parse_http=False):
                block = record.reader.read()
                found.append((record.headers.get("WARC-Type"), record.headers.get("WARC-Record-ID"), len(block), hashlib.sha256(block).hexdigest(),
                              record.stream_pos))
    except Exception as problem:
        return found, str(problem)
    return found, ""


def compare(path):
    mine, troubles = ours(path)
    print(f"{path.name}: {len(mine)} records" + (f" ({troubles.splitlines()[0].rsplit(': ', 1)[-1]})" if troubles else ""))
    for name, reader in (("warcio", of_warcio), ("fastwarc", of_fastwarc)):
        other, problem = reader(path)
        same = sum(a[:4] == b[:4] for a, b in zip(mine, other))
        placed = sum(a == b for a, b in zip(mine, other))
        print(f"  {name:9s} {len(other)} records, {same} the same, {placed} at the same place" + (f"; stopped: {problem[:80]}" if problem else ""))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        compare(pathlib.Path(argument))
