#!/usr/bin/env python3
"""How well find_times reads dates:  times_bench.py PROGRAM SCORER GOLD.jsonl...

PROGRAM is the built times_bench; GOLD holds one document a line: {"id", "published", "text", "times": [{"start", "end",
"type", "value"}]}, offsets in code points, types and values as in TIMEX3. SCORER is a script that is called with GOLD and the
predictions ({"id", "times"}), and prints a table. The program is never shown "times". Exits with 1 if one of them fails.
"""
import json, pathlib, subprocess, sys, tempfile


def without_answers(gold):
    fields = ("id", "published", "text")
    for line in open(gold, encoding="utf8"):
        if line.strip():
            document = json.loads(line)
            yield json.dumps({k: document[k] or "" for k in fields if k in document})


def score(program, scorer, gold):
    questions = "\n".join(without_answers(gold)) + "\n"
    answers = subprocess.run([program], input=questions, text=True, encoding="utf8", capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        predicted = pathlib.Path(folder, "predicted.jsonl")
        predicted.write_text(answers, encoding="utf8")
        print(f"== {pathlib.Path(gold).name}", flush=True)
        subprocess.run([sys.executable, scorer, gold, str(predicted)], check=True)


def main():
    if len(sys.argv) < 4:
        print(__doc__)
        return 2
    program, scorer, *golds = sys.argv[1:]
    try:
        for gold in golds:
            score(program, scorer, gold)
    except subprocess.CalledProcessError as error:
        print(f"times_bench.py: {error}\n{error.stderr or ''}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
