#!/usr/bin/env python3
"""Scores the planted stories in an export of growth_benchmark, one ledger a story.

    python3 benchmarks/score_planted.py PLANTED.json [--shared ../shared]

The ids of the stories' articles are "<story>-<id>", since several stories stand in one ledger.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


def ledger_of(whole, story):
    mine = lambda name: name.startswith(story + "-")
    short = lambda name: name[len(story) + 1 :]
    part = dict(whole)
    part["documents"] = [dict(d, id=short(d["id"])) for d in whole["documents"] if mine(d["id"])]
    part["statements"] = [dict(s, document=short(s["document"])) for s in whole["statements"] if mine(s["document"])]
    ids = {s["id"] for s in part["statements"]}
    claims = {s["claim"] for s in part["statements"]}
    part["claims"] = []
    for claim in whole["claims"]:
        if claim["id"] in claims:
            part["claims"].append(claim)
    part["contradicts"] = [pair for pair in whole["contradicts"] if claims.issuperset(pair)]
    part["copies"] = [[short(d) for d in pair] for pair in map(pair_of, whole["copies"]) if all(map(mine, pair))]
    return part, ids


def pair_of(copy):
    return [copy["original"], copy["copy"]] if isinstance(copy, dict) else copy


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("planted", type=pathlib.Path)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    args = parser.parse_args()
    whole = json.loads(args.planted.read_text())
    with tempfile.TemporaryDirectory() as scratch:
        ledgers = []
        for gold in sorted((args.shared / "stories").glob("*/gold.json")):
            story = gold.parent.name
            part, _ = ledger_of(whole, story)
            path = pathlib.Path(scratch) / f"{story}.json"
            path.write_text(json.dumps(part))
            ledgers.append(f"{gold.parent}={path}")
        subprocess.run([sys.executable, args.shared / "stories/score.py", *ledgers], check=True)


if __name__ == "__main__":
    main()
