"""Layers that tell whether two statements mean the same, over a finished model file's lower layers.

Problem: the encoder's last layers serve the reading. The one vector that they give a content (`embed`) was trained beside ten other heads, and
         on most stories, so that what is fitted on top of it can't see how little it knows of new ones.
Idea:    layers of their own go on from a lower layer, over the same windows (`src/nn/meaning.h`). They learn from the claims of stories what the
         words of two statements don't tell: the log odds by words are given, and a cosine is added to them. For fitting what reads the
         cosine, each story's vectors come from layers that have not seen the story.
Example: grouping_features STORY... > words.tsv; python3 ../evaluation/fit_grouping.py words.tsv --odds odds.tsv
         python3 meaning.py sayso-en.model words.tsv odds.tsv --minilm MINILM --stories DIR... --heads meaning.pt --vectors vectors.tsv
Cost:    0.6 s a step of one story on two cores; 5 epochs of 64 stories and of each half of them: 7 minutes.
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from data import HELD_OUT, Reader, cut, occurrence, pieces
from encoder import CONFIG, Encoder, Layer, weights_of

LAYERS, WIDTH, MOST = 3, CONFIG["width"], 96  # wordpieces of a content, at most
FOLDS = 2


class Branch(nn.Module):
    def __init__(self, layers=LAYERS, dropout=0.1):
        super().__init__()
        c = CONFIG
        self.layers = nn.ModuleList(Layer(WIDTH, c["heads"], c["ffn"], c["norm_eps"], dropout) for _ in range(layers))
        self.query, self.key, self.output = nn.Linear(WIDTH, 64), nn.Linear(WIDTH, 64), nn.Linear(3 * WIDTH, 256)

    @classmethod
    def of(cls, encoder):
        """With the last layers of a sentence encoder, which know which sentences mean the same."""
        branch = cls()
        branch.layers.load_state_dict(nn.ModuleList(encoder.layers[-LAYERS:]).state_dict())
        nn.init.normal_(branch.output.weight, std=0.02)
        nn.init.zeros_(branch.output.bias)
        with torch.no_grad():
            branch.output.weight[:, :WIDTH] = torch.linalg.qr(torch.randn(WIDTH, 256))[0].T
        return branch

    def forward(self, rows, mask, statements):
        """(windows, tokens, width), (windows, tokens), [(content, cue)] as lists of (window, token) -> (n, 256), and the vectors of all tokens"""
        x = rows
        added = None if bool(mask.all()) else torch.where(mask, 0.0, -1e4).to(x.dtype)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, added)
        x = x.float()
        statements = [(content or cue or [(0, 0)], cue or content or [(0, 0)]) for content, cue in statements]
        mean = lambda places: x[[w for w, _ in places], [t for _, t in places]].mean(0)
        content = torch.stack([mean(content) for content, _ in statements])
        cue = torch.stack([mean(cue) for _, cue in statements])
        window = torch.tensor([content[0][0] for content, _ in statements])
        scores = torch.einsum("nd,nld->nl", self.query(content + cue), self.key(x)[window]) / 8
        around = torch.einsum("nl,nld->nd", scores.masked_fill(~mask[window], -1e4).softmax(1), x[window])
        return F.normalize(self.output(torch.cat([content, around, cue], 1)), dim=1), x


class Trainer(nn.Module):
    """A branch with what only its training needs: how much a cosine counts, and vectors of tokens (the more two contents' tokens find each
    other, the likelier they are one), which teach the layers more than the cosine alone does."""

    def __init__(self, branch):
        super().__init__()
        self.branch, self.token, self.weight = branch, nn.Linear(WIDTH, 64), nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.weight.weight)
        nn.init.zeros_(self.weight.bias)
        self.scale = nn.Parameter(torch.tensor([0.7, 3.0, 1.5, 1.5, -4.0]))

    def loss(self, story):
        vectors, x = self.branch(story["rows"], story["mask"], story["statements"])
        cosines, (less, more) = vectors @ vectors.T, self.aligned(x, story["statements"])
        scale, n, same = self.scale, len(vectors), story["same"]
        odds = scale[0] * story["odds"] + scale[1] * cosines + scale[2] * less + scale[3] * more + scale[4]
        pairs = torch.triu(torch.ones(n, n, dtype=torch.bool), 1)
        loss = F.binary_cross_entropy_with_logits(odds[pairs], same[pairs].float(), reduction="sum") / n
        return loss + 0.5 * found(cosines / 0.07, same) + 0.3 * found((less + more) / 2 / 0.05, same), loss

    def aligned(self, x, statements):
        """Of two contents' tokens the mean of the best cosine that each finds in the other: the worse way round, and the better."""
        places = [content or cue or [(0, 0)] for content, cue in statements]
        longest = max(map(len, places))
        window, token = (torch.tensor([[p[k] for p in row] + [0] * (longest - len(row)) for row in places]) for k in (0, 1))
        real = torch.tensor([[k < len(row) for k in range(longest)] for row in places])
        tokens, weights = F.normalize(self.token(x), dim=2)[window, token], F.softplus(self.weight(x))[window, token, 0] * real
        n, size = real.shape
        flat = tokens.reshape(n * size, -1)
        best = (flat @ flat.T).view(n, size, n, size).masked_fill(~real[None, None], -1.0).amax(3)
        found = (best * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp_min(1e-6)
        return torch.minimum(found, found.T), torch.maximum(found, found.T)


def found(scores, same):
    """Cross entropy of finding, for each statement, those of its claim among all others."""
    self_ = torch.eye(len(same), dtype=torch.bool)
    others = same & ~self_
    scores = scores.masked_fill(self_, -1e4)
    loss = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~others, -1e4), 1)
    return loss[others.any(1)].mean()


@torch.no_grad()
def read_story(reader, encoder, folder, ids, pairs, odds):
    """The lower layer's rows of the windows that hold the reports `ids`, with their places; `pairs` with log odds by words."""
    gold = json.loads((folder / "gold.json").read_text("utf8"))
    windows, places = [], {}
    for line in (folder / "articles.jsonl").open(encoding="utf8"):
        article = json.loads(line)
        document, of_token = reader.document("stories", article["id"], article["text"]), {}
        for w in cut(document):
            of_token |= {w["begin"] + k - 1: (len(windows), k) for k in range(1, len(w["ids"]) - 1)}
            windows.append(w)
        for report in gold["reports"]:
            if report["article"] == article["id"]:
                places[report["id"]] = tuple([of_token[k] for span in spans for k in range(*pieces(document, *span))][:MOST]
                                             for spans in spans_of(report, article["text"]))
    used = {w: k for k, w in enumerate(sorted({w for id in ids for part in places[id] for w, _ in part}))}
    longest = max(len(windows[w]["ids"]) for w in used)
    pad = lambda values: values + [0] * (longest - len(values))
    tensors = [torch.tensor([pad(list(windows[w][key])) for w in used]) for key in ("ids", "shapes")]
    mask = torch.tensor([pad([1] * len(windows[w]["ids"])) for w in used], dtype=torch.bool)
    claims = {r["id"]: r["claim"] for r in gold["reports"]}
    matrix = torch.full((len(ids), len(ids)), -4.0)
    for (a, b), value in zip(pairs, odds):
        matrix[a, b] = matrix[b, a] = max(-6.0, min(6.0, value))
    return {"rows": encoder(tensors[0], mask, tensors[1], dtype=torch.bfloat16), "mask": mask, "ids": ids, "odds": matrix,
            "statements": [tuple([(used[w], k) for w, k in part] for part in places[id]) for id in ids],
            "same": torch.tensor([[claims[a] == claims[b] for b in ids] for a in ids])}


def spans_of(report, text):
    """The spans of content and of cue, each a list."""
    at = report.get("at", {})
    content = [occurrence(text, c, n) for c, n in zip(report["content"], at.get("content") or [0] * len(report["content"]))]
    return content, [occurrence(text, report["cue"], at.get("cue") or 0)] if report["cue"] else []


def train(encoder, stories, epochs, say, seed=1):
    torch.manual_seed(seed)
    random.seed(seed)
    trainer = Trainer(Branch.of(encoder))
    layers = list(trainer.branch.layers.parameters())
    others = [p for p in trainer.parameters() if all(p is not q for q in layers)]
    optimizer = torch.optim.AdamW([{"params": layers, "lr": 1e-4}, {"params": others, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98))
    rates, steps, step, began, mean = [g["lr"] for g in optimizer.param_groups], epochs * len(stories), 0, time.time(), 0.0
    for _ in range(epochs):
        for story in random.sample(stories, len(stories)):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * (min(1, step / steps / 0.08) * (1 - step / steps) + 0.02)
            loss, by_pairs = trainer.loss(story)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trainer.parameters(), 2.0)
            optimizer.step()
            step, mean = step + 1, 0.95 * mean + 0.05 * float(by_pairs.detach())
            if step % 20 == 0:
                print(f"{say} {step}/{steps} {time.time() - began:.0f}s loss {mean / (1 - 0.95**step):.3f}", flush=True)
    return trainer.branch.eval()


def read_pairs(path, odds):
    """{story: (ids of reports, pairs)} of what grouping_features prints, and {story: log odds} of fit_grouping.py --odds."""
    stories, name = {}, None
    for line in open(path, encoding="utf8"):
        kind, *rest = line.rstrip("\n").split("\t")
        if kind == "story":
            name = rest[0]
            stories[name] = ([], [])
        elif kind == "item":
            stories[name][0].append(rest[1])
        elif kind == "pair":
            stories[name][1].append((int(rest[0]), int(rest[1])))
    values = {line.split("\t", 1)[0]: [float(v) for v in line.split("\t")[1:]] for line in open(odds)}
    return {name: (*rest, values[name]) for name, rest in stories.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", help="a model file: its lowest layers are kept")
    p.add_argument("pairs", help="what grouping_features prints of the stories")
    p.add_argument("odds", help="what fit_grouping.py --odds writes of them")
    p.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    p.add_argument("--encoder", type=Path, help="what the model's encoder was made from, as for train.py; else all-MiniLM-L6-v2")
    p.add_argument("--stories", type=Path, nargs="+", required=True, help="folders of stories")
    p.add_argument("--heads", required=True, help="where the layers go, for export.py --meaning")
    p.add_argument("--vectors", help="where the vectors of the stories go, each by layers that have not seen it")
    p.add_argument("--epochs", type=int, default=5)
    a = p.parse_args()
    from export import load_model

    torch.set_num_threads(2)
    reader, lower = Reader(a.minilm / "tokenizer.json"), load_model(a.model).encoder
    start = len(lower.layers) - LAYERS
    lower.layers = lower.layers[:start]
    folders = {f.parent.name: f.parent for d in a.stories for f in d.glob("*/gold.json")}
    stories = {name: read_story(reader, lower, folders[name], *rest) for name, rest in read_pairs(a.pairs, a.odds).items()}
    original = Encoder.of(weights_of(a.encoder or a.minilm))
    seen, vectors = [name for name in stories if name not in HELD_OUT], {}

    @torch.no_grad()
    def read(branch, names):
        for name in names:
            story = stories[name]
            vectors[name] = torch.round(branch(story["rows"], story["mask"], story["statements"])[0] * 127).int()

    for fold in range(FOLDS if a.vectors else 0):
        read(train(original, [stories[n] for k, n in enumerate(seen) if k % FOLDS != fold], a.epochs, f"fold {fold}"), seen[fold::FOLDS])
    branch = train(original, [stories[n] for n in seen], a.epochs, "all")
    torch.save({"from": start, "layers": LAYERS, "weights": branch.state_dict()}, a.heads)
    read(branch, [name for name in stories if name in HELD_OUT])
    if a.vectors:
        with open(a.vectors, "w", encoding="utf8") as out:
            for name, rows in vectors.items():
                for id, row in zip(stories[name]["ids"], rows.tolist()):
                    out.write("\t".join([name, id, *map(str, row)]) + "\n")


if __name__ == "__main__":
    main()
