"""Which encoder: six layers of MiniLM, twelve of bge-small, or a student, with and without a second round on texts without annotation.

Problem: an encoder twice as deep costs twice the time of every reader for ever; whether it is worth that is a question of measurement, and a
         full training of each takes a day.
Idea:    a third of the annotated texts, and every arm gets the same batches in the same order. A first round of each encoder; then each goes on for as
         many steps with the annotated texts alone ("more") or with as many batches of unannotated news beside them, on which it follows what
         the better of the two first rounds has to say of every wordpiece ("distilled"; for that one itself "self-trained"). Students take some of the
         distilled MiniLM's layers and its heads, and follow the best arm.
Example: python3 compare.py --shared ../shared --minilm MINILM --bge bge-small-en-v1.5.onnx --work compare    # resumes; the table comes last
Cost:    an hour and a half on two cores, an arm on each.
"""
import argparse
import copy
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import decode
import export
import train
from encoder import CONFIG, Encoder, weights_of
from model import Model, losses

FIRST, SECOND, STUDENT = 300, 120, 150  # steps of two batches
RAW = {"bbc-2004.jsonl": 450, "reuters-1987.jsonl": 150}  # articles without annotation
LEAVE_OUT = ("named", "gum", "gap", "pairs")
MIX = {"polnear": 0.57, "stories": 0.21}
# arm: (encoder or the arm that it goes on from, layers kept, what it learns from, steps)
ARMS = {"minilm": ("minilm", None, "gold", FIRST), "bge": ("bge", None, "gold", FIRST),
        "minilm-more": ("minilm", None, "gold", SECOND), "minilm-second": ("minilm", None, "raw", SECOND),
        "bge-more": ("bge", None, "gold", SECOND), "bge-second": ("bge", None, "raw", SECOND),
        "student-4": ("minilm-second", (0, 1, 3, 5), "raw", STUDENT), "student-3": ("minilm-second", (0, 2, 5), "raw", STUDENT)}
ORDER = ("bge", "minilm", "label", "bge-second", "minilm-second", "minilm-more", "student-4", "student-3", "bge-more")
SHOWN = {"minilm": "MiniLM, 6 layers, first round", "minilm-more": "MiniLM, more of the same", "minilm-second": "MiniLM, second round on news",
         "bge": "bge-small, 12 layers, first round", "bge-more": "bge-small, more of the same", "bge-second": "bge-small, second round on news",
         "student-4": "student, 4 of MiniLM's layers", "student-3": "student, 3 of MiniLM's layers"}


def corpora(a):
    """A third of PolNeAR and of the stories, as they are: nothing retold."""
    train.RETOLD = 0
    c = data.load(a.shared, Path(a.minilm) / "tokenizer.json", LEAVE_OUT, a.stories)
    c = {k: v[::3] if k in MIX else v for k, v in c.items()}
    for d in [*c["polnear"], *(d for story in c["stories"] for d in story)]:
        d.deep = None
    return c


def raw(a, reader):
    out = []
    for name, n in RAW.items():
        lines = [json.loads(x) for x in open(Path(a.shared) / "data/raw" / name, encoding="utf8")]
        lines = [x for x in lines if 600 < len(x["text"]) < 6000]
        out += [reader.document("raw", x["id"], x["text"]) for x in random.Random(1).sample(lines, n)]
    return out


def model_of(a, layers, dropout=0.1):
    return Model(Encoder({**CONFIG, "layers": layers}, dropout=dropout), dropout=dropout)


def load(a, arm, dropout=0.0):
    kept = torch.load(a.work / f"{arm}.pt")
    model = model_of(a, kept["layers"], dropout)
    model.load_state_dict(kept["model"], strict=False)
    return model


@torch.no_grad()
def label(a, arm):
    """What an arm has to say of the unannotated texts: windows with log-probabilities of its two taggers."""
    path = a.work / "raw.pt"
    if path.exists():
        return torch.load(path)
    torch.set_num_threads(1)
    model, out = load(a, arm).eval(), []
    for d in raw(a, data.Reader(Path(a.minilm) / "tokenizer.json")):
        for w in data.cut(d):
            hidden, _ = model.hidden([w], bf16=True)
            out.append({"ids": w["ids"], "shapes": w["shapes"], "told": [model.roles(hidden, r)[0][0].log_softmax(1).half() for r in (False, True)]})
    torch.save(out, path)
    return out


def follow(model, windows):
    """How far the taggers are from what was told of these windows."""
    hidden, mask = model.hidden(windows, bf16=True)
    hidden, loss = model.dropout(hidden), 0
    for k, reports in enumerate((False, True)):
        scores = model.roles(hidden, reports)[0].log_softmax(2)
        told = torch.zeros_like(scores)
        for i, w in enumerate(windows):
            told[i, : len(w["ids"])] = w["told"][k].float()
        loss = loss + (F.kl_div(scores, told, reduction="none", log_target=True).sum(2) * mask).sum() / mask.sum()
    return loss / 2


def begin(a, arm):
    """The model that an arm starts with."""
    start, keep, _, _ = ARMS[arm]
    if arm in ("minilm", "bge"):
        torch.manual_seed(7)
        return Model(Encoder.of(weights_of(getattr(a, arm))))
    if keep is None:
        return load(a, start, dropout=0.1)
    kept = torch.load(a.work / f"{start}.pt")["model"]
    model, new = model_of(a, len(keep)), {}
    for name, x in kept.items():
        depth = int(name.split(".")[2]) if name.startswith("encoder.layers") else None
        if depth is None:
            new[name] = x
        elif depth in keep:
            new[name.replace(f"layers.{depth}.", f"layers.{keep.index(depth)}.", 1)] = x
    model.load_state_dict(new, strict=False)
    return model


def run(a, arm):
    """Trains one arm on one core and keeps it."""
    torch.set_num_threads(1)
    _, _, what, steps = ARMS[arm]
    first, reader = arm in ("minilm", "bge"), data.Reader(Path(a.minilm) / "tokenizer.json")
    found = corpora(a)
    chance = random.Random(7 if first else 8)
    weights, sources = train.stance_weights(found), train.sources(found, reader, chance, lambda: [])
    told = label(a, better(a)) if what == "raw" else None
    model = begin(a, arm)
    optimizer = train.optimizer_of(model, *(() if first or arm.startswith("student") else (0.75e-4, 5e-4)))
    model.train()
    torch.manual_seed(7)
    names, average, began, tokens = list(sources), None, time.time(), 0
    for step in range(steps):
        optimizer.zero_grad()
        for _ in range(train.BATCHES):
            name = chance.choices(names, [MIX[k] for k in names])[0]
            windows = sources[name].batch()
            lost = losses(model, windows, None, False, weights)
            sum(train.WEIGHTS[k] * v for k, v in lost.items()).div(train.BATCHES).backward()
            tokens += sum(len(w["ids"]) for w in windows)
            if told:
                windows = chance.sample(told, 8)
                (4.0 * follow(model, windows)).div(train.BATCHES).backward()
        for g in optimizer.param_groups:
            g["lr"] = g["peak"] * train.pace(step / steps)
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        if step >= 0.55 * steps:
            average = average or copy.deepcopy(model)
            train.blend(average, model, 0.04)
        if step % 20 == 19:
            print(f"{time.strftime('%H:%M:%S')} {arm} step {step + 1} {tokens / (time.time() - began):.0f} annotated wordpieces a second", flush=True)
    torch.save({"model": average.state_dict(), "layers": len(model.encoder.layers), "seconds": time.time() - began}, a.work / f"{arm}.part")
    (a.work / f"{arm}.part").replace(a.work / f"{arm}.pt")
    measure(a, arm)


def measure(a, arm):
    """Quality of an arm, kept beside it."""
    model, reader, scorer = load(a, arm).eval(), data.Reader(Path(a.minilm) / "tokenizer.json"), Path(a.shared) / "bench/attribution"
    out = {}
    for name, (gold, documents), options in (
            ("dev", decode.read_gold(reader, scorer / "dev.jsonl"), decode.OPTIONS),
            ("stories", decode.read_stories(reader, sorted(p.parent for p in (Path(a.shared) / "stories").glob("*/gold.json"))), {**decode.OPTIONS, "reports": True})):
        result = decode.score(scorer, gold, decode.attributions(model, documents, options))
        out[name] = {k: v["f1"] for k, v in result.items() if "f1" in v}
        print(f"{arm} {name}: {decode.brief(result)}", flush=True)
    (a.work / f"{arm}.json").write_text(json.dumps(out))


def better(a):
    """The first round that later rounds learn from."""
    value = lambda arm: json.loads((a.work / f"{arm}.json").read_text())["dev"]["attributed"]
    return max(("minilm", "bge"), key=value)


@torch.no_grad()
def speed(a, arms, n=12, rounds=3):
    """Articles of 800 words a second on one core, in f32, the arms in turn: reading with the encoder and the taggers, in torch."""
    torch.set_num_threads(1)
    _, documents = decode.read_gold(data.Reader(Path(a.minilm) / "tokenizer.json"), Path(a.shared) / "bench/attribution/dev.jsonl", n)
    words, models = sum(len(d.text.split()) for d in documents), {arm: load(a, arm).eval() for arm in arms}
    best = dict.fromkeys(arms, float("inf"))
    for _ in range(rounds):
        for arm, model in models.items():
            began = time.process_time()
            decode.attributions(model, documents)
            best[arm] = min(best[arm], time.process_time() - began)
    return {arm: words / 800 / seconds for arm, seconds in best.items()}


def table(a):
    fast = speed(a, list(ARMS))
    print("| encoder | attributed | exact source | cue | content | stories' reports | articles a second | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for arm in ("minilm", "minilm-more", "minilm-second", "bge", "bge-more", "bge-second", "student-4", "student-3"):
        q = json.loads((a.work / f"{arm}.json").read_text())
        weights = export.tensors_of(load(a, arm).eval()).items()  # as a file holds them: bytes and a scale a row, or floats
        size = sum(x.numel() + 4 * len(x) if export.is_matrix(name, x) else 4 * x.numel() for name, x in weights) / 1e6
        row = [q["dev"][k] for k in ("attributed", "exact SOURCE", "exact CUE", "exact CONTENT")] + [q["stories"]["attributed"]]
        print(f"| {SHOWN[arm]} | " + " | ".join(f"{x:.3f}" for x in row) + f" | {fast[arm]:.1f} | {size:.1f} |", flush=True)
    print(f"what the second round follows: {SHOWN[better(a)]}")


def needs(arm):
    """What has to be there before an arm can begin."""
    if arm == "label":
        return {"minilm", "bge"}
    start, _, what, _ = ARMS[arm]
    return ({start} - {arm}) | ({"label"} if what == "raw" else set())


def train_all(a):
    """Two arms at a time, each on one core, in the order of ORDER as far as what they need is there."""
    is_there = lambda arm: (a.work / ("raw.pt" if arm == "label" else f"{arm}.json")).exists()
    waiting, running = [arm for arm in ORDER if not is_there(arm)], {}
    while waiting or running:
        for arm, process in list(running.items()):
            if process.poll() is not None:
                del running[arm]
                if process.returncode:
                    for other in running.values():
                        other.terminate()
                    sys.exit(f"{arm} failed")
        for arm in waiting[:]:
            if len(running) < 2 and all(is_there(x) and x not in running for x in needs(arm)):
                running[arm] = subprocess.Popen([sys.executable, __file__, *sys.argv[1:], "--arm", arm])
                waiting.remove(arm)
        time.sleep(1)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", default="../shared")
    p.add_argument("--minilm", required=True, help="folder of all-MiniLM-L6-v2")
    p.add_argument("--bge", required=True, help="bge-small-en-v1.5 as a folder or an ONNX file")
    p.add_argument("--work", type=Path, default=Path("compare"))
    p.add_argument("--stories", default=str(Path(__file__).parent / "stories"))
    p.add_argument("--arm", choices=[*ARMS, "label"], help="train this one alone")
    a = p.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    if a.arm:
        return run(a, a.arm) if a.arm in ARMS else label(a, better(a))
    train_all(a)
    table(a)


if __name__ == "__main__":
    main()
