"""Compares our WordPiece with the `tokenizers` package, id by id and offset by offset.

Offsets may differ in one thing: ours take combining marks in with the character that they stand on.

    python evaluation/compare_tokenizer.py TOKENIZER.json build/release/src/nn/tokenize_lines \
        FILE.jsonl... [--lines 10000]

Takes the lines of the articles' texts (and titles) from JSON Lines, prints how many differ with the first
few, and exits with 1 if ids do. Needs the package `tokenizers`; the C++ program needs nothing of it.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer


def lines_of(paths, limit):
    """The first `limit` lines that are not empty, taken in turn from each file."""
    streams = [lines_of_file(path) for path in paths]
    lines = []
    while streams and len(lines) < limit:
        for stream in list(streams):
            line = next(stream, None)
            if line is None:
                streams.remove(stream)
            elif len(lines) < limit:
                lines.append(line)
    return lines


def lines_of_file(path):
    with open(path, encoding="utf-8") as file:
        for row in file:
            article = json.loads(row)
            for field in ("title", "text", "body"):
                for line in str(article.get(field) or "").split("\n"):
                    if line.strip():
                        yield line


def original(tokenizer, line):
    """(id, begin, end) of each piece, in bytes of the line."""
    encoding = tokenizer.encode(line, add_special_tokens=False)
    bytes_before = [0]
    for character in line:
        bytes_before.append(bytes_before[-1] + len(character.encode("utf-8")))
    return [(i, bytes_before[a], bytes_before[b]) for i, (a, b) in zip(encoding.ids, encoding.offsets)]


def ours(program, vocabulary, lines):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "vocabulary.txt"
        path.write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
        run = subprocess.run([program, path], input="\n".join(lines) + "\n", encoding="utf-8",
                             stdout=subprocess.PIPE, check=True)
    for row in run.stdout.split("\n")[:-1]:
        pieces = []
        for piece in row.split():
            i, place = piece.split(":")
            begin, end = place.split("-")
            pieces.append((int(i), int(begin), int(end)))
        yield pieces


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tokenizer", help="tokenizer.json of the original model")
    parser.add_argument("program", help="the built tokenize_lines")
    parser.add_argument("files", nargs="+", help="articles as JSON Lines")
    parser.add_argument("--lines", type=int, default=10000)
    options = parser.parse_args()

    tokenizer = Tokenizer.from_file(options.tokenizer)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    by_id = sorted((i, piece) for piece, i in tokenizer.get_vocab().items())
    lines = lines_of(options.files, options.lines)
    n_pieces = n_ids = n_offsets = 0
    for line, pieces in zip(lines, ours(options.program, [piece for _, piece in by_id], lines), strict=True):
        expected = original(tokenizer, line)
        n_pieces += len(expected)
        if [piece[0] for piece in expected] != [piece[0] for piece in pieces]:
            n_ids += 1
            if n_ids <= 5:
                print("ids differ:", repr(line), expected, pieces, sep="\n  ")
        elif expected != pieces:
            n_offsets += 1
            if n_offsets <= 5:
                print("offsets differ:", repr(line), *[pair for pair in zip(expected, pieces) if pair[0] != pair[1]])
    print(f"{len(lines)} lines, {n_pieces} pieces: ids differ in {n_ids} lines, offsets alone in {n_offsets}")
    return 1 if n_ids else 0


if __name__ == "__main__":
    sys.exit(main())
