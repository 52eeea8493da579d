#!/usr/bin/env python3
"""How well articles are found in web pages, by the scorer that stands beside the pages.

Problem. Three sets of saved pages each have their own gold: bodies (pages), outlets' own fields (outlets), days of publication (dates).
Idea. The pages are unpacked into a temporary folder, the program's reader goes over them (evaluation/ingest_dump.cc), and the set's own
score.py prints its table. Nothing is scored here. `--half 0` and `--half 1` score the pages whose name hashes to that half: rules were
written looking at half 0 only, so what half 1 has less is what was fitted. `--also trafilatura` runs that program over the same bytes,
where it is installed.
Example.  evaluation/evaluate_html.py [pages|outlets|dates]... [--half 0] [--also trafilatura] [--keep FOLDER] [--self-test]
Cost. Seconds.
"""
import argparse, gzip, hashlib, json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "../shared/bench/html"
TOOL = ROOT / "build/release/evaluation/ingest_dump"
GOLD = {"pages": "ground-truth.json", "outlets": "outlets.json", "dates": "dates.json"}


def key(name):
    """The name of a page without its endings, as gold and predictions share it."""
    for ending in (".gz", ".html"):
        name = name.removesuffix(ending)
    return name


def half_of(name):
    return hashlib.sha256(key(name).encode()).digest()[0] % 2


def unpack(folder, to, half):
    pages = []
    for page in sorted(folder.iterdir()):
        if half is not None and half_of(page.name) != half:
            continue
        raw = page.read_bytes()
        pages.append(to / (key(page.name) + ".html"))
        pages[-1].write_bytes(gzip.decompress(raw) if page.name.endswith(".gz") else raw)
    return pages


def ours(pages):
    return subprocess.run([TOOL, *pages], check=True, capture_output=True, text=True).stdout


def trafilatura(pages):
    import trafilatura as reader
    lines = []
    for page in pages:
        html = page.read_bytes()
        text = reader.extract(html, include_comments=False)
        meta = reader.extract_metadata(html)
        meta = meta.as_dict() if meta else {}
        lines.append(json.dumps({"id": page.name, "title": meta.get("title"), "authors": (meta.get("author") or "").split("; "),
                                 "published": meta.get("date"), "date": meta.get("date"), "articleBody": text or ""}))
    return "\n".join(lines)


READERS = {"sayso": ours, "trafilatura": trafilatura}


def score(what, half, readers, keep):
    gold = json.loads((BENCH / GOLD[what]).read_text("utf8"))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pages = unpack(BENCH / what, folder, half)
        chosen = folder / "gold.json"
        chosen.write_text(json.dumps({k: v for k, v in gold.items() if half is None or half_of(k) == half}), "utf8")
        for reader in readers:
            predicted = (keep or folder) / f"{what}.{reader}.jsonl"
            predicted.write_text(READERS[reader](pages), "utf8")
            print(f"\n{what}, {reader}" + (f", half {half}" if half is not None else ""), flush=True)
            subprocess.run([sys.executable, BENCH / "score.py", what, predicted, "--gold", chosen], check=True, stderr=subprocess.DEVNULL)


def self_test():
    assert key("a.html.gz") == key("a.html") == key("a") == "a"
    assert half_of("a.html.gz") == half_of("a") and {half_of(str(i)) for i in range(20)} == {0, 1}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir(), (folder / "out").mkdir()
        (folder / "in/x.html.gz").write_bytes(gzip.compress(b"<p>x"))
        (folder / "in/y.html").write_bytes(b"<p>y")
        assert [p.read_bytes() for p in unpack(folder / "in", folder / "out", None)] == [b"<p>x", b"<p>y"]
        assert [p.stem for p in unpack(folder / "in", folder / "out", half_of("x"))] == ["x"] + ["y"] * (half_of("x") == half_of("y"))
    print("evaluate_html: right")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="pages|outlets|dates")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--also", action="append", default=[], choices=list(READERS)[1:])
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the predictions")
    parser.add_argument("--self-test", action="store_true")
    given = parser.parse_args()
    if given.self_test:
        return self_test()
    for what in given.what or GOLD:
        score(what, given.half, ["sayso", *given.also], given.keep)


if __name__ == "__main__":
    main()
