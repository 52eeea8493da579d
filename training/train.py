"""Trains all heads and the encoder together, within a given time on a CPU.

Problem: ten small corpora, nine heads, one encoder, two cores and little more than an hour.
Idea:    every batch comes from one corpus, drawn by weight, and trains whatever heads its annotation feeds. The schedule follows the
         clock, not a number of steps: a busy machine gives fewer steps, but always a finished, cooled-down model.
Example: python3 train.py --shared ../shared --minilm minilm/ --work work/ --minutes 75
Cost:    about 75 minutes on two cores with bf16; 2 GB. A stopped run goes on with --resume.
"""
import argparse
import copy
import glob
import json
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import decode
import export
from encoder import Encoder, weights_of
from labels import STANCES
from model import Model, losses, pair_losses

# How often a batch comes from a corpus, and how many windows it has. PolNeAR carries the benchmark's definition of an attribution.
MIX = {"polnear": (0.50, 8), "stories": (0.25, 10), "named": (0.07, 8), "gum": (0.09, 8), "gap": (0.05, 16), "pairs": (0.04, 20)}
BATCHES = 2  # a step, each for one of two threads
RETOLD = 0.2  # of PolNeAR's articles have some sentences told by somebody else; see data.retold
WEIGHTS = {"role": 4.0, "source_cue": 0.7, "content_cue": 0.7, "content_source": 0.7, "deep": 0.5, "name": 2.0, "mention": 1.5, "coref": 0.7,
           "relay": 0.5, "stance": 0.5, "kind": 0.4, "distil": 4.0, "claims": 0.3, "apart": 1.0, "rated": 2.0}


class Windows:
    """An endless source of batches of one corpus; every round cuts the documents at other places."""

    def __init__(self, documents, size, chance, change=lambda d: d):
        self.documents, self.size, self.chance, self.change, self.queue, self.rounds = documents, size, chance, change, [], 0

    def batch(self):
        while len(self.queue) < self.size:
            fresh = [w for d in self.documents for w in data.cut(self.change(d), first=self.chance.randint(60, 254))]
            # Windows without any annotation teach little; a half of them is left out.
            fresh = [w for w in fresh if "role" not in w or w["quotes"] or self.chance.random() < 0.5]
            self.chance.shuffle(fresh)
            self.queue, self.rounds = self.queue + fresh, self.rounds + 1
        out, self.queue = self.queue[: self.size], self.queue[self.size :]
        return out


class Stories:
    """Batches from one story each, so that the claims in a batch have to be told apart. `more` gives stories that came in since."""

    def __init__(self, stories, size, chance, more=lambda: []):
        self.stories, self.size, self.chance, self.queue, self.rounds, self.more = stories, size, chance, [], 0, more

    def batch(self):
        if not self.queue:
            self.stories = self.stories + self.more()
            for story in self.stories:
                fresh = [w for d in story for w in data.cut(d, first=self.chance.randint(120, 254))]
                self.chance.shuffle(fresh)
                self.queue += [fresh[i : i + self.size] for i in range(0, len(fresh), self.size)]
            self.chance.shuffle(self.queue)
            self.rounds += 1
        return self.queue.pop()


class Pairs:
    def __init__(self, pairs, reader, size, chance):
        ids = lambda text: [data.CLS, *reader.tokenizer.encode(text, add_special_tokens=False).ids[:126], data.SEP]
        self.pairs, self.size, self.chance, self.rounds = [(ids(a), ids(b), s, r) for a, b, s, r in pairs], size, chance, 0

    def batch(self):
        return self.chance.sample(self.pairs, self.size)


def sources(corpora, reader, chance, more):
    held = {d.id for d in corpora["polnear"][::33]}  # three in a hundred stay unseen
    polnear = [d for d in corpora["polnear"] if d.id not in held]
    known = data.openings(polnear)
    told = lambda d: data.retold(reader, d, known, chance) if chance.random() < RETOLD else d
    groups = {"polnear": polnear, "named": corpora["named"], "gum": corpora["gum"], "gap": corpora["gap"]}
    out = {k: Windows(v, MIX[k][1], chance, *((told,) if k == "polnear" else ())) for k, v in groups.items() if v}
    if corpora["stories"]:
        out["stories"] = Stories(corpora["stories"], MIX["stories"][1], chance, more)
    if corpora["pairs"]:
        out["pairs"] = Pairs(corpora["pairs"], reader, MIX["pairs"][1], chance)
    return out


@torch.no_grad()
def teacher_of(corpora, minilm, reader, cache, limit=4000):
    """text -> unit vector of the untouched MiniLM (mean over all wordpieces), for all stories' contents and some of PolNeAR's."""
    if cache.exists():
        return torch.load(cache)
    texts = {q["text"] for s in corpora["stories"] for d in s for q in d.quotes}
    some = sorted({q["text"] for d in corpora["polnear"] for q in d.quotes})
    texts = sorted((texts | set(random.Random(1).sample(some, min(limit, len(some))))) - {""}, key=len)
    encoder, out = Encoder.from_minilm(minilm, dropout=0).eval(), {}
    for at in range(0, len(texts), 32):
        rows = [[data.CLS, *reader.tokenizer.encode(t, add_special_tokens=False).ids[:126], data.SEP] for t in texts[at : at + 32]]
        longest = max(map(len, rows))
        ids = torch.tensor([r + [0] * (longest - len(r)) for r in rows])
        mask = torch.tensor([[k < len(r) for k in range(longest)] for r in rows])
        h = encoder(ids, mask, dtype=torch.bfloat16)
        h = F.normalize((h.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=1)
        out |= {t: v.half() for t, v in zip(texts[at : at + 32], h)}
    torch.save(out, cache)
    return out


def stance_weights(corpora):
    n = Counter(q["stance"] for s in corpora["stories"] for d in s for q in d.quotes)
    return torch.tensor([min(4.0, (max(n.values()) / max(n[s], 1)) ** 0.4) for s in STANCES]) if n else None


def optimizer_of(model, rate=1.5e-4, heads=1e-3, decay=0.9):
    """Lower layers move less; the word table stays, or rare words of the small corpora would wear it out."""
    for part in (model.encoder.word, model.encoder.position, model.encoder.norm, *model.encoder.layers[: model.frozen]):
        part.requires_grad_(False)
    groups, n = [], len(model.encoder.layers)
    for name, p in model.named_parameters():
        if p.requires_grad:
            depth = int(name.split(".")[2]) if name.startswith("encoder.layers") else -1
            lr = rate * decay ** (n - 1 - depth) if name.startswith("encoder") else heads
            groups.append({"params": [p], "lr": lr, "peak": lr, "weight_decay": 0.01 if p.dim() == 2 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), foreach=True)


def pace(progress, warmup=0.05):
    return progress / warmup if progress < warmup else max(0.02, (1 - progress) / (1 - warmup))


def twin_of(model):
    """A second set of gradients over the same weights. Two threads with a batch each beat two threads within every operation:
    there is no barrier after each, which costs most when other programs use the cores too."""
    twin = copy.deepcopy(model)
    for p, q in zip(twin.parameters(), model.parameters()):
        p.data = q.data
    return twin


def gather(model, twin):
    for p, q in zip(model.parameters(), twin.parameters()):
        if q.grad is not None:
            p.grad = q.grad if p.grad is None else p.grad.add_(q.grad)
            q.grad = None


def blend(average, model, share):
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), share)


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", default="../shared")
    p.add_argument("--minilm", required=True, help="folder of all-MiniLM-L6-v2: model.safetensors, tokenizer.json, vocab.txt")
    p.add_argument("--work", default="work", help="checkpoints, log, cache")
    p.add_argument("--out", default="sayso-en.model")
    p.add_argument("--minutes", type=float, default=75)
    p.add_argument("--steps", type=int, default=0, help="stop after so many (a smoke run)")
    p.add_argument("--evaluate", type=float, default=14, help="minutes between evaluations")
    p.add_argument("--without", action="append", default=[], help="leave out a corpus: polnear, stories, named (or of it re3d, ewt, ecb), gum, gap, pairs, mrpc, sts")
    p.add_argument("--encoder", help="another sentence encoder with MiniLM's wordpieces and width: a folder, or an ONNX file; else MiniLM")
    p.add_argument("--start", metavar="FILE", help="go on from a model file or a checkpoint, at two thirds of the rate")
    p.add_argument("--frozen", type=int, default=1, help="of the lowest layers so many stay as they are")
    p.add_argument("--stories", default=str(Path(__file__).parent / "stories"), help="more training stories, if there")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--resume", action="store_true")
    return p.parse_args()


class Run:
    def __init__(self, a):
        self.a, self.work, self.chance = a, Path(a.work), random.Random(a.seed)
        self.work.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(a.seed)
        torch.set_num_threads(1)
        self.reader = data.Reader(Path(a.minilm) / "tokenizer.json")
        self.known = {Path(f).parent for f in glob.glob(a.stories + "/*/gold.json")}
        corpora = data.load(a.shared, Path(a.minilm) / "tokenizer.json", a.without, a.stories)
        self.say({k: len(v) for k, v in corpora.items()})
        self.sources, self.weights = sources(corpora, self.reader, self.chance, self.more_stories), stance_weights(corpora)
        self.teacher = teacher_of(corpora, a.minilm, self.reader, self.work / "teacher.pt")
        self.say(f"teacher: {len(self.teacher)} texts")
        self.gold, self.dev = decode.read_gold(self.reader, Path(a.shared) / "bench/attribution/dev.jsonl", 14)
        self.stories = decode.read_stories(self.reader, [p for p in (Path(a.stories) / n for n in data.HELD_OUT) if p.exists()])
        self.model = self.started() if a.start else Model(Encoder.of(weights_of(a.encoder or a.minilm)))
        self.model.frozen = a.frozen
        self.optimizer, self.average = optimizer_of(self.model, *((1e-4, 6e-4) if a.start else ())), None
        self.step, self.spent, self.tokens, self.sums, self.drawn = 0, 0.0, 0, Counter(), Counter()
        if a.resume:
            self.load()
        self.model.train()
        self.twin, self.threads = twin_of(self.model), ThreadPoolExecutor(2)

    def started(self):
        if self.a.start.endswith(".pt"):
            return Model.of_checkpoint(self.a.start, dropout=0.1)
        model = export.load_model(self.a.start, dropout=0.1)
        model.part_reports()
        return model

    def say(self, what):
        line = f"{time.strftime('%H:%M:%S')} {what}"
        print(line, flush=True)
        with open(self.work / "log", "a") as log:
            log.write(line + "\n")

    def more_stories(self):
        """Stories that were written while the training ran."""
        folders = {Path(f).parent for f in glob.glob(self.a.stories + "/*/gold.json")}
        new = sorted(f for f in folders - self.known if f.name not in data.HELD_OUT) if "stories" not in self.a.without else []
        self.known |= folders
        if new:
            self.say(f"new stories: {', '.join(f.name for f in new)}")
        return [data.stories(self.reader, f) for f in new]

    def save(self):
        best = self.average or self.model
        torch.save({"model": self.model.state_dict(), "average": self.average and self.average.state_dict(), "best": best.state_dict(),
                    "optimizer": self.optimizer.state_dict(), "step": self.step, "spent": self.spent,
                    "random": (torch.get_rng_state(), self.chance.getstate())}, self.work / "checkpoint.part")
        (self.work / "checkpoint.part").replace(self.work / "checkpoint.pt")

    def load(self):
        c = torch.load(self.work / "checkpoint.pt", weights_only=False)
        self.model.load_state_dict(c["model"])
        self.optimizer.load_state_dict(c["optimizer"])
        self.step, self.spent = c["step"], c["spent"]
        if c["average"]:
            self.average = copy.deepcopy(self.model)
            self.average.load_state_dict(c["average"])
        torch.set_rng_state(c["random"][0])
        self.chance.setstate(c["random"][1])

    def draw(self):
        names = list(self.sources)
        name = self.chance.choices(names, [MIX[k][0] for k in names])[0]
        return name, self.sources[name].batch()

    def backward(self, model, name, batch, spurious):
        """Adds the gradients of one batch to model; gives its losses and wordpieces."""
        if name == "pairs":
            found, tokens = pair_losses(model, batch, self.teacher), sum(len(p[0]) + len(p[1]) for p in batch)
        else:
            found, tokens = losses(model, batch, self.teacher, spurious, self.weights), sum(len(w["ids"]) for w in batch)
        loss = sum(WEIGHTS[k] * v for k, v in found.items())
        if torch.is_tensor(loss) and torch.isfinite(loss):
            (loss / BATCHES).backward()
        return {k: v.item() for k, v in found.items()}, tokens

    def one_step(self, progress):
        jobs = [(*self.draw(), progress > 0.2 and self.chance.random() < 0.5) for _ in range(BATCHES)]
        jobs.sort(key=lambda j: -sum(len(w["ids"]) if isinstance(w, dict) else len(w[0]) + len(w[1]) for w in j[1]))
        self.optimizer.zero_grad()
        idle = [self.model, self.twin]

        def work(job):
            model = idle.pop()
            try:
                return self.backward(model, *job)
            finally:
                idle.append(model)

        for found, tokens in self.threads.map(work, jobs):
            self.tokens += tokens
            self.sums.update(found)
            self.drawn.update(found.keys())
        gather(self.model, self.twin)
        for g in self.optimizer.param_groups:
            g["lr"] = g["peak"] * pace(progress)
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 1.0)
        self.optimizer.step()

    def evaluate(self):
        best = copy.deepcopy(self.average or self.model).eval()
        torch.set_num_threads(2)
        result = decode.score(Path(self.a.shared) / "bench/attribution", self.gold, decode.attributions(best, self.dev))
        self.say(f"step {self.step}  {decode.brief(result)}")
        gold, documents = self.stories
        result = decode.score(Path(self.a.shared) / "bench/attribution", gold, decode.attributions(best, documents, {**decode.OPTIONS, "reports": True}))
        self.say(f"step {self.step}  stories held out: {decode.brief(result)}")
        torch.set_num_threads(1)
        export.write(self.a.out, best, self.a.minilm)

    def train(self):
        limit, began = self.a.minutes * 60, time.time() - self.spent
        saved = looked = said = time.time()
        while self.spent < limit and not (self.a.steps and self.step >= self.a.steps):
            progress = self.step / self.a.steps if self.a.steps else self.spent / limit
            self.one_step(progress)
            self.step += 1
            if progress > 0.55 and self.average is None:
                self.average = copy.deepcopy(self.model)
            elif self.average is not None:
                blend(self.average, self.model, 0.006)
            now = time.time()
            self.spent = now - began
            if now - said > 60:
                means = "  ".join(f"{k} {self.sums[k] / self.drawn[k]:.3f}" for k in WEIGHTS if self.drawn[k])
                rounds = " ".join(f"{k}:{s.rounds}" for k, s in self.sources.items())
                self.say(f"step {self.step}  {progress:.3f}  {self.tokens / (now - said):.0f} tokens/s  {means}  rounds {rounds}")
                said, self.tokens, self.sums, self.drawn = now, 0, Counter(), Counter()
            if now - saved > 300:
                self.save()
                saved = now
            if now - looked > self.a.evaluate * 60 or self.step == 60:
                self.evaluate()
                looked = said = time.time()
                self.tokens = 0
        self.save()
        self.evaluate()


if __name__ == "__main__":
    Run(arguments()).train()
