"""Nested attribution: who said that who said what. Heads over a frozen encoder, trained on MPQA.

Problem: "the agency reported that the minister had been told by farmers that ...": the role heads find the outermost report, since
         PolNeAR annotates nothing within a content. MPQA does, but it is 46 texts: far too little to train an encoder on.
Idea:    the encoder and its heads stay as they are. A tagger finds cues of all depths from each wordpiece's last and lower layer; each
         cue chooses its source among names, descriptions, pronouns, role sources and words nearby, or none; each cue chooses the
         cue that it is told within, or none. A chain is the sources of a cue's parents, outermost first, and its own.
Example: python3 nested.py sayso-en.model --tokenizer tokenizer.json --cache nested.cache --heads heads.pt --predictions p.jsonl
Cost:    half a minute of one core to encode, 20 s of one core a fold; 0.4 M weights.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
from coreference import windows
from data import SENTENCE_END, Reader, pieces, window
from hard_wraps import unwrapped
from labels import BOUNDARIES, BUCKETS, MENTIONS, NAMES, ROLES, legal, spans_of
from model import Sums, viterbi

REDUCED, WIDTH, KEY, HIDDEN, NONE = 256, 128, 48, 64, 32
LEVELS = [-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0]  # of log-odds, where a new row begins
FAR_SOURCE, FAR_WORD, FAR_PARENT = 120, 30, 200  # wordpieces from a cue's begin to a candidate's
PRONOUNS = set("i we he she they it you who them him her us one some many others another those these both all".split())
STOP = set("""the a an of to in on at by for with from as and or but not that this which is are was were be been has have had will would
could should may might can do does did if than then when while its his their our my your there no so such into over about after before
against between during under""".split())
SOURCE_ROWS = BUCKETS + 12 + 4 + 4 + 3 + 3 + 12
PARENT_ROWS = BUCKETS + 8 + 8 + 8 + 2 + 4 + 4 + 12 + 12


@torch.no_grad()
def encode(model, document):
    """The last and the lower layer's vectors of each wordpiece, (n, width) each, in windows as the runtime lays them."""
    last, lower, seen = [], [], {}
    hook = model.encoder.layers[model.encoder.lower - 1].register_forward_hook(lambda m, i, o: seen.__setitem__("x", o))
    for b, e, first, end in windows(document.breaks, len(document.ids)):
        hidden, _ = model.hidden([window(document, b, e)])
        last.append(hidden[0, 1 + first - b : 1 + end - b])
        lower.append(seen["x"][0, 1 + first - b : 1 + end - b])
    hook.remove()
    return torch.cat(last), torch.cat(lower)


SPEAKERS = ["Officials", "The ministry", "A spokesman", "Reuters", "The agency", "Analysts", "Maria Lopez", "The foreign minister", "He", "She",
            "The report", "John Carter", "The statement", "Beijing", "The newspaper", "Opposition leaders", "Mr. Haas", "The president"]
BEFORE = ["said that", "reported that", "said", "believes that", "claimed that", "added that", "told reporters that", "pointed out that",
          "stressed that", "thinks that", "was told that", "indicated that", "denied that", "fears that", "argued that"]
AFTER = ["said", "reported", "added", "noted", "told reporters", "argued"]


def wrapped(gold, chance=0.6, twice=0.0):
    """The same text with some sentences told by somebody else ("Officials said that ..."), so that all their chains grow by a link:
    MPQA has few long chains, and what a longer one looks like is known. Only sentences that hold their cues' parents."""
    text, inserts, deeper, fresh, parents = unwrapped(gold["text"]), [], {}, [], {}
    starts = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    told = scored(gold)
    for b, e in zip(starts, starts[1:]):
        sentence = text[b:e].rstrip()
        here = [r for r in told if b <= r["start"] and r["end"] <= b + len(sentence)]
        chains = [r["chain"] for r in here]
        whole = all(len(c) == 2 or c[:-1] in chains for c in chains)
        if not here or not whole or len(sentence) > 400 or not sentence[0].isalpha() or sentence[-1] != "." or random.random() > chance:
            continue
        speaker, agent, end, kind = random.choice(SPEAKERS), f"told{b}", b + len(sentence) - 1, random.random()
        quoted = any(c in sentence for c in '"“”') or "``" in sentence
        if kind < 0.6 or (quoted and kind > 0.8):
            if random.random() < twice:
                outer = f"outer{b}"
                inserts.append((b, random.choice(SPEAKERS), "", random.choice(BEFORE), " ", outer))
                parents[agent] = outer
            inserts.append((b, speaker, "", random.choice(BEFORE), " ", agent))
        else:
            mark = '"' if kind > 0.8 else ""
            if mark:
                inserts.append((b, "", mark, "", "", None))
            inserts.append((end, speaker, "," + mark + " ", random.choice(AFTER), "", agent))
        for r in here:
            deeper[id(r)] = agent
    out, last, agents, size = "", 0, {}, []
    told_by = lambda agent: [*told_by(parents[agent]), agent] if agent in parents else ["w", agent]
    for at, speaker, mark, cue, after, agent in inserts:
        out, last = out + text[last:at] + mark, at
        if agent:
            begin = len(out)
            out += speaker + " " + cue + after
            agents[agent] = [{"start": begin, "end": begin + len(speaker)}]
            fresh.append({"start": begin + len(speaker) + 1, "end": begin + len(speaker) + 1 + len(cue.removesuffix(" that")),
                          "kind": "objective-speech-event", "chain": told_by(agent), "implicit": False})
        size.append((at, len(mark) + (len(speaker) + 1 + len(cue) + len(after) if agent else 0)))
    out += text[last:]
    move = lambda s: {**s, "start": s["start"] + sum(n for at, n in size if at <= s["start"]), "end": s["end"] + sum(n for at, n in size if at < s["end"])}
    agents |= {a: [move(s) for s in v] for a, v in gold["agents"].items()}
    longer = lambda r: [*told_by(deeper[id(r)]), *r["chain"][1:]] if id(r) in deeper else r["chain"]
    return {"id": gold["id"], "text": out, "reports": [move({**r, "chain": longer(r)}) for r in told] + fresh, "agents": agents}


def quotations(text):
    """The number of the quotation that each code point stands in, or -1. One ends with its paragraph."""
    out, number, inside = [], -1, False
    for i, c in enumerate(text):
        if c == "\n" and text[i + 1 : i + 2].isspace():
            inside = False
        opens = c == "“" or text[i : i + 2] == "``" or (c == '"' and not inside)
        if opens:
            inside, number = True, number + 1
        elif c in '"”' or text[i : i + 2] == "''":
            inside = False
        out.append(number if inside else -1)
    return out


def begins(spans, n):
    out = torch.zeros(n)
    for b, e in spans:
        out[b:e] = 1
    return out


class Text:
    """A document with what the frozen model sees in it, and gold if there is any."""

    @torch.no_grad()
    def __init__(self, model, document, last, lower, gold=None):
        self.document, self.n, n = document, len(document.ids), len(document.ids)
        self.model, self.sums, self.x, self.gold = model, Sums(last[None]), torch.cat([last, lower], 1), gold
        breaks, text = set(document.breaks), document.text
        self.sentence = torch.tensor([i in breaks for i in range(n)]).long().cumsum(0)
        lines = [i > 0 and "\n" in text[document.ends[i - 1] : document.begins[i]] for i in range(n)]
        self.paragraph, quoted = torch.tensor(lines).long().cumsum(0), quotations(text)
        self.quotation = torch.tensor([quoted[b] for b in document.begins])
        first = torch.tensor(document.first)
        spans = lambda path, labels: spans_of(whole_words(path, first), labels)
        role, report = (spans(c.best(s), ROLES) for s, c in (model.roles(last, r) for r in (False, True)))
        of = lambda found, kind: [(b, e) for k, b, e in found if k == kind]
        self.role_cue, self.report_cue = begins(of(role, "CUE"), n), begins(of(report, "CUE"), n)
        self.tagged = of(role, "CUE")
        self.spurious = sorted(set(of(role, "CUE") + of(report, "CUE")))
        self.contents(of(role, "CONTENT"), of(role, "CUE"))
        names, at = model.names, first.nonzero()[:, 0]
        opens = torch.tensor([i == 0 or i in breaks for i in at.tolist()])
        words = viterbi(names(self.x[at][None], opens=opens[None])[0], names.transitions, names.start, torch.zeros(len(NAMES)))
        ends = [*at.tolist()[1:], n]
        named = [(at[b].item(), ends[e - 1]) for _, b, e in spans_of(words, NAMES)]
        described = [(b, e) for _, b, e in spans(described_by(model, last), MENTIONS)]
        self.candidates([named, described, of(role, "SOURCE"), of(report, "SOURCE")])
        if gold:
            self.annotate(gold)

    def contents(self, contents, cues):
        """Of each wordpiece: the content that it stands in, and the first wordpiece of that content's cue; -1 if none."""
        self.content, self.content_cue = torch.full((self.n,), -1), torch.full((self.n,), -1)
        for k, (b, e) in enumerate(contents):
            self.content[b:e] = k
        if contents and cues:
            scores = odds(self, "content_cue", contents, cues)
            apart = (torch.tensor(contents)[:, None, 0] - torch.tensor(cues)[None, :, 0]).abs() > FAR_PARENT
            best = scores.masked_fill(apart, -1e4).max(1)
            for (b, e), score, at in zip(contents, best.values.tolist(), best.indices.tolist()):
                if score > 0:
                    self.content_cue[b:e] = cues[at][0]

    def candidates(self, sets):
        """Sources to choose from, with flags: name, description, role source, report source, pronoun, other word."""
        found, d = {}, self.document
        for k, spans in enumerate(sets):
            for s in spans:
                found.setdefault(s, set()).add(k)
        covered, i = {i for b, e in found for i in range(b, e)}, 0
        while i < self.n:
            j = i + 1
            while j < self.n and not d.first[j]:
                j += 1
            word = d.text[d.begins[i] : d.ends[j - 1]].lower()
            if word in PRONOUNS:
                found.setdefault((i, j), set()).add(4)
            elif len(word) > 1 and word[0].isalpha() and word not in STOP and i not in covered:
                found.setdefault((i, j), set()).add(5)
            i = j
        self.candidate = torch.tensor(sorted(found)).view(-1, 2)
        self.flags = torch.tensor([[float(k in found[c]) for k in range(6)] for c in sorted(found)])

    def annotate(self, gold):
        chains = {}
        for r in scored(gold):
            s = pieces(self.document, r["start"], r["end"])
            if s[1] > s[0]:
                chains.setdefault(s, r["chain"])
        self.chains = chains
        self.y, self.ys = torch.zeros(self.n, dtype=torch.long), torch.zeros(self.n, dtype=torch.long)
        self.mentions = {a: [pieces(self.document, s["start"], s["end"]) for s in v] for a, v in gold["agents"].items()}
        sources = {s for c in self.chains.values() for a in c[1:] for s in self.mentions.get(a) or []}
        for y, spans in ((self.y, self.chains), (self.ys, sources)):
            for b, e in sorted(spans, key=lambda s: s[0] - s[1]):
                y[b:e] = 2
                y[b : min(b + 1, e)] = 1
        extra = [(b, e) for b, e in self.spurious if not any(b < y and x < e for x, y in self.chains)]
        self.cues = sorted([*self.chains, *extra])
        self.pairs = Pairs(self, self.cues) if self.cues else None


def whole_words(path, first):
    """Labels of wordpieces, those of a word's other pieces by its first one's (labels are O, then B and I of each type)."""
    out = []
    for label, begins in zip(path, first.tolist()):
        out.append(label if begins or not out else out[-1] + out[-1] % 2)
    return out


def described_by(model, last):
    """The best legal path of the head `mention`."""
    ok = torch.tensor(legal(MENTIONS))
    illegal = lambda may: torch.where(may, 0.0, -1e4)
    return viterbi(model.mention(last), illegal(ok[:-1]), illegal(ok[-1]), torch.zeros(len(MENTIONS)))


def scored(gold):
    """The reports that count, by the bench's own scorer."""
    from score import scored

    return scored(gold)


def buckets(choosers, chosen):
    """labels.bucket of spans side by side, (n, 2) and (n, 2)."""
    edges = torch.tensor(BOUNDARIES)
    before = torch.bucketize(choosers[:, 0] - chosen[:, 1], edges, right=True) * (chosen[:, 1] <= choosers[:, 0])
    after = torch.bucketize(chosen[:, 0] - choosers[:, 1], edges, right=True) * (choosers[:, 1] <= chosen[:, 0])
    return torch.where(after > 0, after + len(BOUNDARIES), before)


@torch.no_grad()
def odds(text, name, choosers, candidates):
    """What the frozen link head `name` says, (n, m): log-odds of each candidate against none."""
    a, b = torch.as_tensor(choosers), torch.as_tensor(candidates)
    grid = buckets(a.repeat_interleave(len(b), 0), b.repeat(len(a), 1)).view(len(a), len(b))
    vectors = lambda s: text.sums.vectors([(0, *x) for x in s.tolist()])
    scores = text.model.link[name](vectors(a), vectors(b), grid)
    return scores[:, :-1] - scores[:, -1:]


def between(a, b, starts):
    """How many of the sorted starts lie strictly between a and b."""
    low, high = torch.minimum(a, b), torch.maximum(a, b)
    return (torch.searchsorted(starts, high) - torch.searchsorted(starts, low, right=True)).clamp(min=0)


def level(scores):
    """Buckets of log-odds."""
    return torch.bucketize(scores, torch.tensor(LEVELS), right=True)


def rows_of(columns):
    """(pairs, features) rows of one table: each column is a number from 0 and the count of numbers that it may be."""
    at, out = 0, []
    for values, count in columns:
        out.append(values.long().clamp(0, count - 1) + at)
        at += count
    return torch.stack(out, 1), at


class Pairs:
    """The pairs (cue, candidate source) and (cue, parent cue) of some cues of a text, with their features and gold."""

    def __init__(self, t, cues):
        self.cues, self.t, c = cues, t, torch.tensor(cues)
        gap, word = (t.candidate[None, :, 0] - c[:, None, 0]).abs(), t.flags[None, :, 5] > 0
        overlap = (t.candidate[None, :, 0] < c[:, None, 1]) & (c[:, None, 0] < t.candidate[None, :, 1])
        self.sources = (torch.where(word, (gap <= FAR_WORD) & ~overlap, gap <= FAR_SOURCE)).nonzero()
        gap = (c[:, None, 0] - c[None, :, 0]).abs()
        self.parents = ((gap <= FAR_PARENT) & ~torch.eye(len(c), dtype=torch.bool)).nonzero()
        self.source_rows, n = rows_of(self.of_sources(t, c))
        assert n == SOURCE_ROWS, n
        self.parent_rows, n = rows_of(self.of_parents(t, c))
        assert n == PARENT_ROWS, n
        if t.gold:
            self.mark(t)

    def of_sources(self, t, c):
        i, j = self.sources.T
        cue, s = c[i], t.candidate[j]
        strong = t.candidate[t.flags[:, :5].sum(1) > 0][:, 0].contiguous()
        q, p, before = t.quotation[cue[:, 0]], t.quotation[s[:, 0]], s[:, 0] < cue[:, 0]
        same, starts = t.sentence[s[:, 0]] == t.sentence[cue[:, 0]], c[:, 0].sort().values
        link = odds(t, "source_cue", t.candidate, c).T
        best = (link[i, j] == self.widest(link[i, j], i, len(c))[i]) & (link[i, j] > 0)
        return [(buckets(cue, s), BUCKETS), *((t.flags[j, k], 2) for k in range(6)), (2 * same + before, 4), (2 * (q == p) + (q >= 0), 4),
                (between(cue[:, 0], s[:, 0], starts), 3), (between(cue[:, 0], s[:, 0], strong), 3), (level(link[i, j]), len(LEVELS) + 1), (best, 2)]

    def of_parents(self, t, c):
        i, j = self.parents.T
        a, b = c[i, 0], c[j, 0]
        q, p, own, before = t.quotation[a], t.quotation[b], t.content_cue[a], b < a
        inside, within = (own >= b) & (own < c[j, 1]), t.content[a] >= 0
        count = between(a, b, c[:, 0].sort().values)
        quoted = torch.where((q >= 0) & (q == p), 1, torch.where((q >= 0) & (p < 0), 2, torch.where((q < 0) & (p >= 0), 3, 0)))
        apart = (t.sentence[a] - t.sentence[b]).abs().clamp(max=3)
        link = odds(t, "content_cue", c, c)[i, j]
        place = torch.where(inside, 3, torch.where(own >= 0, 2, torch.where(within, 1, 0)))
        return [(buckets(c[i], c[j]), BUCKETS), (2 * apart + before, 8), (2 * quoted + before, 8), (2 * count.clamp(max=3) + before, 8),
                (t.paragraph[a] == t.paragraph[b], 2), (t.role_cue[a] + 2 * t.report_cue[a], 4), (t.role_cue[b] + 2 * t.report_cue[b], 4),
                (level(link), len(LEVELS) + 1), (link == self.widest(link, i, len(c))[i], 2), (2 * place + before, 8),
                (within & (t.content[a] == t.content[b]), 2), (t.content[b] < 0, 2)]

    @staticmethod
    def widest(values, rows, n):
        return torch.full((n,), -1e4).scatter_reduce(0, rows, values, "amax")

    def mark(self, t):
        chains = [t.chains.get(c) for c in self.cues]
        self.known = torch.tensor([c is not None for c in chains])
        mentions = [t.mentions.get(c[-1]) or [] if c else [] for c in chains]
        spans = t.candidate.tolist()
        self.right_source = torch.tensor([any(spans[j][0] < e and b < spans[j][1] for b, e in mentions[i]) for i, j in self.sources.tolist()])
        self.no_source = torch.tensor([not m for m in mentions])
        self.right_parent = torch.tensor([bool(chains[i]) and len(chains[i]) > 2 and chains[j] == chains[i][:-1] for i, j in self.parents.tolist()]).bool()
        self.no_parent = torch.tensor([bool(c) and len(c) == 2 for c in chains])


class Pick(nn.Module):
    """A score for each pair and for none: a hidden layer over the two's vectors, their product, and rows by what the two are to each other."""

    def __init__(self, rows):
        super().__init__()
        self.chooser, self.candidate = nn.Linear(6 * WIDTH, KEY), nn.Linear(6 * WIDTH, KEY)
        self.left, self.right, self.product = nn.Linear(KEY, HIDDEN), nn.Linear(KEY, HIDDEN, bias=False), nn.Linear(KEY, HIDDEN, bias=False)
        self.rows = nn.Embedding(rows, HIDDEN)
        self.out, self.none_hidden, self.none = nn.Linear(HIDDEN, 1), nn.Linear(KEY, NONE), nn.Linear(NONE, 1)
        self.dropout = nn.Dropout(0.2)
        nn.init.normal_(self.rows.weight, std=0.05)

    def forward(self, choosers, candidates, pairs, rows):
        """(pairs,), (choosers,)"""
        q, k = self.chooser(choosers), self.candidate(candidates)
        i, j = pairs.T
        hidden = torch.relu(self.left(q)[i] + self.right(k)[j] + self.product(q[i] * k[j]) + self.rows(rows).sum(1))
        return self.out(self.dropout(hidden))[:, 0], self.none(torch.relu(self.none_hidden(self.dropout(q))))[:, 0]

    @torch.no_grad()
    def folded(self):
        """Tensors of a runtime: what is linear in a span's vector is one layer a side."""
        def joined(layer, *over):
            weights = [layer.weight] + [m.weight @ layer.weight for m in over]
            biases = [layer.bias] + [m.weight @ layer.bias + (0 if m.bias is None else m.bias) for m in over]
            return torch.cat(weights), torch.cat(biases)

        out = {}
        out["from/weight"], out["from/bias"] = joined(self.chooser, self.left, self.none_hidden)
        out["to/weight"], out["to/bias"] = joined(self.candidate, self.right)
        out |= {"product": self.product.weight, "rows": self.rows.weight}
        for name in ("out", "none"):
            layer = getattr(self, name)
            out[name + "/weight"], out[name + "/bias"] = layer.weight[0], layer.bias
        return {k: x.detach().clone() for k, x in out.items()}


class Heads(nn.Module):
    def __init__(self, dropout=0.3):
        super().__init__()
        self.register_buffer("mean", torch.zeros(768))
        self.register_buffer("reduce", torch.zeros(REDUCED, 768))
        self.input, self.around = nn.Linear(REDUCED, WIDTH), nn.Linear(3 * WIDTH, WIDTH)
        self.cue, self.mention, self.span = nn.Linear(WIDTH, 3), nn.Linear(WIDTH, 3), nn.Linear(REDUCED, WIDTH)
        self.source, self.parent = Pick(SOURCE_ROWS), Pick(PARENT_ROWS)
        self.dropout, self.inner = nn.Dropout(dropout), nn.Dropout(0.2)

    def fit_reduction(self, x):
        """Principal components of the standardised vectors; a fixed linear layer."""
        mean, deviation = x.mean(0), x.std(0)
        z = (x - mean) / deviation
        values, vectors = torch.linalg.eigh(z.T @ z / len(z))
        self.mean.copy_(mean)
        self.reduce.copy_(vectors[:, -REDUCED:].T / deviation / values[-REDUCED:, None] ** 0.25)

    def reduced(self, x):
        return (x - self.mean) @ self.reduce.T

    def tokens(self, x):
        """Of each wordpiece: scores of O, B, I for cues and for sources, and the vector of which spans are made, 2 * WIDTH."""
        x = self.dropout(x)
        z = F.pad(self.inner(torch.relu(self.input(x))), (0, 0, 1, 1))
        c = self.inner(torch.relu(self.around(torch.cat([z[:-2], z[1:-1], z[2:]], 1))))
        return self.cue(c), self.mention(c), torch.cat([torch.relu(self.span(x)), c], 1)

    def links(self, vectors, p):
        """Scores of sources and parents, dense: (cues, candidates + none), (cues, cues + none); -1e4 where they are no pair."""
        cues, n = of_spans(vectors, torch.tensor(p.cues)), len(p.cues)
        near, at = p.sources[:, 1].unique(return_inverse=True)
        scores, none = self.source(cues, of_spans(vectors, p.t.candidate[near]), torch.stack([p.sources[:, 0], at], 1), p.source_rows)
        parents, outermost = self.parent(cues, cues, p.parents, p.parent_rows)
        return dense(scores, none, p.sources, n, len(p.t.candidate)), dense(parents, outermost, p.parents, n, n)

    @torch.no_grad()
    def folded(self):
        """The tensors that a runtime needs, {name: tensor}: the reduction folded into the layers that read it."""
        out = {}
        for name in ("input", "span"):
            layer = getattr(self, name)
            out[name + "/weight"] = layer.weight @ self.reduce
            out[name + "/bias"] = layer.bias - out[name + "/weight"] @ self.mean
        for name in ("around", "cue"):
            out[name + "/weight"], out[name + "/bias"] = getattr(self, name).weight, getattr(self, name).bias
        for name in ("source", "parent"):
            out |= {f"{name}/{k}": x for k, x in getattr(self, name).folded().items()}
        return {k: x.detach().clone().contiguous() for k, x in out.items()}


class Folded:
    """Heads from their folded tensors, with the sums in the order of the runtime."""

    def __init__(self, tensors):
        self.tensors = tensors

    def linear(self, name, x):
        return F.linear(x, self.tensors[name + "/weight"], self.tensors[name + "/bias"])

    def tokens(self, x):
        """Of each wordpiece: scores of O, B, I for cues, and the vector of which spans are made."""
        z = F.pad(torch.relu(self.linear("input", x)), (0, 0, 1, 1))
        c = torch.relu(self.linear("around", torch.cat([z[:-2], z[1:-1], z[2:]], 1)))
        return self.linear("cue", c), torch.cat([torch.relu(self.linear("span", x)), c], 1)

    def pick(self, name, vectors, choosers, candidates, pairs, rows):
        """(pairs,), (choosers,) of spans, (n, 2) each."""
        sides = [self.linear(f"{name}/{side}", of_spans(vectors, spans)) for side, spans in (("from", choosers), ("to", candidates))]
        (q, left, none), (k, right) = sides[0].split([KEY, HIDDEN, NONE], 1), sides[1].split([KEY, HIDDEN], 1)
        (i, j), t = pairs.T, self.tensors
        hidden = left[i] + right[j] + (q[i] * k[j]) @ t[name + "/product"].T + t[name + "/rows"][rows].sum(1)
        row = lambda part, x: torch.relu(x) @ t[f"{name}/{part}/weight"] + t[f"{name}/{part}/bias"]
        return row("out", hidden), row("none", none)

    def links(self, vectors, p):
        """As of Heads."""
        cues, n = torch.tensor(p.cues), len(p.cues)
        scores, none = self.pick("source", vectors, cues, p.t.candidate, p.sources, p.source_rows)
        parents, outermost = self.pick("parent", vectors, cues, cues, p.parents, p.parent_rows)
        return dense(scores, none, p.sources, n, len(p.t.candidate)), dense(parents, outermost, p.parents, n, n)


def of_spans(vectors, spans):
    """[mean; first; last] of each span's vectors."""
    sums, (b, e) = F.pad(vectors.cumsum(0), (0, 0, 1, 0)), spans.T
    return torch.cat([(sums[e] - sums[b]) / (e - b)[:, None], vectors[b], vectors[e - 1]], 1)


def dense(scores, none, pairs, n, m):
    grid = torch.full((n, m + 1), -1e4).index_put((pairs[:, 0], pairs[:, 1]), scores)
    return torch.cat([grid[:, :-1], none[:, None]], 1)


def chosen(scores, gold):
    """Any right candidate will do; cues without one teach nothing."""
    some = gold.any(1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e4), 1))[some].sum()


def loss_of(heads, t):
    cue, mention, vectors = heads.tokens(t.reduced)
    loss = F.cross_entropy(cue, t.y, reduction="sum") + 0.3 * F.cross_entropy(mention, t.ys, reduction="sum")
    p = t.pairs
    if p and p.known.any():
        sources, parents = heads.links(vectors, p)
        gold = lambda like, pairs, right, none: torch.zeros_like(like, dtype=torch.bool).index_put((pairs[:, 0], pairs[:, 1]), right)[:, :-1]
        right = torch.cat([gold(sources, p.sources, p.right_source, 0), p.no_source[:, None]], 1)
        outer = torch.cat([gold(parents, p.parents, p.right_parent, 0), p.no_parent[:, None]], 1)
        loss = loss + chosen(sources[p.known], right[p.known]) + chosen(parents[p.known], outer[p.known])
    return loss / 300


def train(texts, epochs=8, rate=3e-3, decay=0.05, seed=1):
    """The heads' folded tensors."""
    torch.manual_seed(seed)
    random.seed(seed)
    heads = Heads()
    heads.fit_reduction(torch.cat([t.x for t in texts]))
    for t in texts:
        t.reduced = heads.reduced(t.x)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=decay)
    steps = epochs * len(texts)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 30) * max(0.02, 1 - k / steps))
    for _ in range(epochs):
        for t in random.sample(texts, len(texts)):
            optimizer.zero_grad()
            loss_of(heads, t).backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 2.0)
            optimizer.step()
            schedule.step()
    return heads.eval().folded()


def cue_spans(scores, threshold, first):
    """Runs of wordpieces whose probability of being in a cue exceeds the threshold, cut where B beats I and widened to whole words."""
    runs, open_ = [], False
    for i, (o, b, inside) in enumerate(scores.softmax(1).tolist()):
        on = 1 - o > threshold
        if on and (not open_ or b > inside):
            runs.append([i, i])
        if on:
            runs[-1][1] = i + 1
        open_ = on
    out = []
    for b, e in runs:
        while b > 0 and not first[b]:
            b -= 1
        while e < len(first) and not first[e]:
            e += 1
        if out and b < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], e))
        else:
            out.append((b, e))
    return out


@torch.no_grad()
def read(heads, t, threshold, tagged=True, cues=None):
    """(pairs, scores of sources, scores of parents) of a text, or None; `tagged`: cues of the role tagger that are none of these are reports, too."""
    scores, vectors = heads.tokens(t.x)
    sure = 1 - scores.softmax(1)[:, 0]
    if cues is None:
        cues = cue_spans(scores, threshold, t.document.first)
        own = set(cues)
        if tagged:
            cues = sorted(cues + [(b, e) for b, e in t.tagged if not any(b < y and x < e for x, y in cues)])
    else:
        own = set(cues)
    if not cues:
        return None
    p = Pairs(t, cues)
    p.sure = torch.stack([sure[b:e].max() if (b, e) in own else torch.tensor(1.0) for b, e in cues])
    return p, *heads.links(vectors, p)


def reports(read_, no_parent=0.0, doubt=0.0):
    """[{"cue", "chain"}]: each cue's best source and parent; of parents in a circle the least certain goes."""
    if read_ is None:
        return []
    p, sources, parents = read_[0], read_[1], read_[2].clone()
    parents[:, -1] += no_parent
    parents[:, :-1] += doubt * p.sure.clamp(min=1e-6).log()[None]
    source, parent, sure, n = sources.argmax(1).tolist(), parents.argmax(1).tolist(), parents.softmax(1)[:, :-1].amax(1).tolist(), len(p.cues)
    for i in range(n):
        way = [i]
        while parent[way[-1]] < n and parent[way[-1]] not in way:
            way.append(parent[way[-1]])
        if parent[way[-1]] < n:
            parent[min(way[way.index(parent[way[-1]]) :], key=lambda k: sure[k])] = n
    d, spans, out = p.t.document, p.t.candidate.tolist(), []
    place = lambda b, e: {"start": d.begins[b], "end": d.ends[e - 1]}
    for i in range(n):
        chain, k = [], i
        while k < n:
            chain.insert(0, place(*spans[source[k]]) if source[k] < len(spans) else None)
            k = parent[k]
        out.append({"cue": place(*p.cues[i]), "chain": chain})
    return out


def brief(result):
    row = lambda k: f"{result[k]['r']:.3f} (p {result[k]['p']:.3f})"
    f = result["found"]
    return (f"found {f['p']:.3f} {f['r']:.3f} {f['f1']:.3f}  innermost {row('innermost')}  chain f1 {result['chain']['f1']:.3f}  "
            + "  ".join(f"depth {k} {row('chain, depth ' + k)}" for k in ("1", "2", "3+")))


def load(path):
    """The model of a model file, with its names."""
    from export import load_model, load_names

    model = load_model(path)
    model.names = load_names(path)
    return model.eval()


def encoded(model, reader, gold, copies):
    """The gold texts and copies of them with sentences wrapped, as the encoder sees them: copy k of text i is k * len(gold) + i."""
    random.seed(0)
    gold = gold + [wrapped(g) for _ in range(copies) for g in gold]
    documents = [reader.document("mpqa", g["id"], unwrapped(g["text"])) for g in gold]
    for d in documents:
        d.first = [not reader.tokenizer.id_to_token(x).startswith("##") for x in d.ids]
    return {"gold": gold, "encoded": [(d, *encode(model, d)) for d in documents]}


def read_by_program(dump, model, heads, texts):
    """{id: reports} of texts as the program reads them with these heads in its model file."""
    from evaluate_reading import reports_of
    from export import add_heads

    with tempfile.TemporaryDirectory() as work:
        file, articles = Path(work) / "nested.model", Path(work) / "articles.jsonl"
        add_heads(model, file, nested=heads)
        articles.write_text("".join(json.dumps({"id": g["id"], "text": unwrapped(g["text"])}) + "\n" for g in texts))
        command = [dump, articles, "--model", file, "--parts", "records", "--attitudes"]
        done = subprocess.run([str(x) for x in command], stdout=subprocess.PIPE, text=True, check=True)
    return {d["id"]: {"id": d["id"], "reports": reports_of(d["statements"])} for d in map(json.loads, done.stdout.splitlines())}


def main():
    p = argparse.ArgumentParser(description="Trains the heads of nested attribution over a frozen encoder, and cross-validates them.")
    p.add_argument("model", help="model file whose encoder and heads are read")
    p.add_argument("--shared", default="../shared")
    p.add_argument("--tokenizer", required=True, help="tokenizer.json of the encoder")
    p.add_argument("--cache", help="file of the encoder's vectors, written if it is not there")
    p.add_argument("--heads", help="file to write: the heads, trained on all texts")
    p.add_argument("--predictions", help="JSONL to write: each text as the fold that has not seen it reads it")
    p.add_argument("--program", metavar="READING_DUMP", help="each fold's texts are also read by the program, with the fold's heads in a model file")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--copies", type=int, default=1, help="of each text with sentences told by somebody else; 0 trains on MPQA as it is")
    p.add_argument("--threshold", type=float, default=0.4, help="of a wordpiece to be in a cue")
    p.add_argument("--no-parent", type=float, default=-0.5, help="added to the score of having no parent")
    p.add_argument("--doubt", type=float, default=1.0, help="times the log-probability of being a cue, added to a parent's score")
    p.add_argument("--try-out", action="store_true", help="scores other thresholds and biases, and gold's own cues, too")
    a = p.parse_args()
    torch.set_num_threads(1)
    sys.path.insert(0, str(Path(a.shared) / "bench/nested"))
    from score import read_gold, score, show

    gold, model, began = read_gold(Path(a.shared) / "data/nested/mpqa-train.jsonl"), load(a.model), time.time()
    kept = torch.load(a.cache, weights_only=False) if a.cache and Path(a.cache).exists() else {}
    if len(kept.get("encoded", ())) < len(gold) * (1 + a.copies):
        kept = encoded(model, Reader(a.tokenizer), gold, a.copies)
        if a.cache:
            torch.save(kept, a.cache)
    texts = [Text(model, *e, g) for e, g in zip(kept["encoded"], kept["gold"])][: len(gold) * (1 + a.copies)]
    print(f"{len(texts)} texts, {time.time() - began:.0f} s", flush=True)
    order = random.Random(1).sample(range(len(gold)), len(gold))
    teach = lambda held: train([t for i, t in enumerate(texts) if i % len(gold) not in held], a.epochs)
    settings = {"threshold": a.threshold, "no_parent": a.no_parent, "doubt": a.doubt}

    found, by_program, others = {}, {}, {}
    for k in range(a.folds):
        held = set(order[k :: a.folds])
        weights = teach(held)
        heads = Folded(weights)
        for i in sorted(held):
            id, r = gold[i]["id"], read(heads, texts[i], a.threshold)
            found[id] = {"id": id, "reports": reports(r, a.no_parent, a.doubt)}
            for threshold in (0.25, 0.35, 0.45) if a.try_out else ():
                for tagged in (False, True):
                    r = read(heads, texts[i], threshold, tagged)
                    for bias in (-1.0, -0.5, 0.0):
                        others.setdefault(f"threshold {threshold} {'tagged, ' * tagged}no parent {bias}", {})[id] = {"reports": reports(r, bias, a.doubt)}
            if a.try_out and texts[i].chains:
                others.setdefault("gold cues", {})[id] = {"reports": reports(read(heads, texts[i], 0.5, cues=sorted(texts[i].chains)))}
        if a.program:
            by_program |= read_by_program(a.program, a.model, {"weights": weights, **settings}, [gold[i] for i in sorted(held)])
        print(f"fold {k}: {time.time() - began:.0f} s, of the processor {time.process_time():.0f} s", flush=True)
    for name, x in others.items():
        print(f"{name:40s}", brief(score(gold, x)), flush=True)
    if a.folds:
        show(score(gold, found))
    if by_program:
        print("\nas the program reads:")
        show(score(gold, by_program))
    if a.predictions:
        Path(a.predictions).write_text("".join(json.dumps((by_program or found)[g["id"]]) + "\n" for g in gold))
    if a.heads:
        torch.save({"weights": teach(set()), **settings}, a.heads)


if __name__ == "__main__":
    main()
