"""Nested attribution: who said that who said what. Heads over a frozen encoder, trained on MPQA.

Problem: "the agency reported that the minister had been told by farmers that ...": the role heads find the outermost report, since
         PolNeAR annotates nothing within a content. MPQA does, but it is 46 texts: far too little to train an encoder on.
Idea:    the encoder and its heads stay as they are. A tagger finds cues of all depths from each wordpiece's last and third layer; each
         cue chooses its source among names, descriptions, pronouns, role sources and words nearby, or none; each cue chooses the
         cue that it is told within, or none. A chain is the sources of a cue's parents, outermost first, and its own.
Example: python3 nested.py checkpoint.pt --tokenizer tokenizer.json --cache nested.cache --heads heads.pt --predictions p.jsonl
Cost:    half a minute of one core to encode, 40 s of one core a fold; two members of 0.4 M weights each.
"""
import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from data import SENTENCE_END, Reader, pieces, window
from labels import BOUNDARIES, BUCKETS, MENTIONS, NAMES, ROLES, spans_of
from model import Model, Sums

LAYER = 3  # the layer whose vectors the tagger reads beside the last one's: the last has forgotten much of what lies in contents
REDUCED, WIDTH, KEY, HIDDEN = 256, 128, 48, 64
FAR_SOURCE, FAR_WORD, FAR_PARENT = 120, 30, 200  # wordpieces from a cue's begin to a candidate's
PRONOUNS = set("i we he she they it you who them him her us one some many others another those these both all".split())
STOP = set("""the a an of to in on at by for with from as and or but not that this which is are was were be been has have had will would
could should may might can do does did if than then when while its his their our my your there no so such into over about after before
against between during under""".split())
SOURCE_FEATURES, PARENT_FEATURES = 21, 28


def unwrapped(text):
    """Blanks for the line ends of a hard-wrapped text, where the next line goes on: of the same length."""
    lines, out, at = text.split("\n"), list(text), 0
    if max(map(len, lines)) > 110:
        return text
    for a, b in zip(lines, lines[1:]):
        at += len(a)
        if len(a.strip()) > 40 and b[:1].strip():
            out[at] = " "
        at += 1
    return "".join(out)


def plan(document, capacity=254, context=64):
    """(begin, end, keep_begin, keep_end) of each window, as the runtime cuts them."""
    n, starts = len(document.ids), [0, *document.breaks, len(document.ids)]
    if n <= capacity:
        return [[0, n, 0, n]]
    overlap = 2 * context
    count = -(-(n - overlap) // (capacity - overlap))
    length = min(capacity, -(-(n + (count - 1) * overlap) // count))
    out = []
    for i in range(count):
        b = (n - length) * i // (count - 1)
        e = b + length
        start, stop = max(s for s in starts if s <= b), min(s for s in starts if s >= e)
        b = start if e - start <= capacity else b
        out.append([b, stop if stop - b <= capacity else e, 0, n])
    for a, b in zip(out, out[1:]):
        a[3] = b[2] = (b[0] + a[1]) // 2
    return out


@torch.no_grad()
def encode(model, document):
    """The last and the LAYER-th layer's vectors of each wordpiece, (n, width) each."""
    last, middle, seen = [], [], {}
    hook = model.encoder.layers[LAYER - 1].register_forward_hook(lambda m, i, o: seen.__setitem__("x", o))
    for b, e, first, end in plan(document):
        hidden, _ = model.hidden([window(document, b, e)])
        last.append(hidden[0, 1 + first - b : 1 + end - b])
        middle.append(seen["x"][0, 1 + first - b : 1 + end - b])
    hook.remove()
    return torch.cat(last), torch.cat(middle)


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
    def __init__(self, model, document, last, middle, gold=None):
        self.document, self.n, n = document, len(document.ids), len(document.ids)
        self.model, self.sums, self.x, self.gold = model, Sums(last[None]), torch.cat([last, middle], 1), gold
        breaks, text = set(document.breaks), document.text
        self.sentence = torch.tensor([i in breaks for i in range(n)]).long().cumsum(0)
        lines = [i > 0 and "\n" in text[document.ends[i - 1] : document.begins[i]] for i in range(n)]
        self.paragraph, quoted = torch.tensor(lines).long().cumsum(0), quotations(text)
        self.quotation = torch.tensor([quoted[b] for b in document.begins])
        role, report = ([(k, b, e) for k, b, e in spans_of(c.best(s), ROLES)] for s, c in (model.roles(last, r) for r in (False, True)))
        of = lambda found, kind: [(b, e) for k, b, e in found if k == kind]
        self.role_cue, self.report_cue = begins(of(role, "CUE"), n), begins(of(report, "CUE"), n)
        self.spurious = sorted(set(of(role, "CUE") + of(report, "CUE")))
        self.contents(of(role, "CONTENT"), of(role, "CUE"))
        self.content_spans, self.sources_of = of(role, "CONTENT"), of(role, "SOURCE")
        sets = [[(b, e) for _, b, e in spans_of(head(last).argmax(1).tolist(), names)]
                for head, names in ((model.name, NAMES), (model.mention, MENTIONS))] + [of(role, "SOURCE"), of(report, "SOURCE")]
        self.candidates(sets)
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
            while j < self.n and d.begins[j] == d.ends[j - 1] and d.text[d.begins[j]].isalnum() and d.text[d.ends[j - 1] - 1].isalnum():
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


def one_hot(x, n):
    return F.one_hot(x.clamp(0, n - 1), n).float()


def columns(*parts):
    return torch.cat([p.float()[:, None] if p.dim() == 1 else p.float() for p in parts], 1)


class Pairs:
    """The pairs (cue, candidate source) and (cue, parent cue) of some cues of a text, with their features and gold."""

    def __init__(self, t, cues):
        self.cues, self.t, c = cues, t, torch.tensor(cues)
        gap, word = (t.candidate[None, :, 0] - c[:, None, 0]).abs(), t.flags[None, :, 5] > 0
        overlap = (t.candidate[None, :, 0] < c[:, None, 1]) & (c[:, None, 0] < t.candidate[None, :, 1])
        self.sources = (torch.where(word, (gap <= FAR_WORD) & ~overlap, gap <= FAR_SOURCE)).nonzero()
        gap = (c[:, None, 0] - c[None, :, 0]).abs()
        self.parents = ((gap <= FAR_PARENT) & ~torch.eye(len(c), dtype=torch.bool)).nonzero()
        self.source_features, self.source_buckets = self.of_sources(t, c)
        self.parent_features, self.parent_buckets = self.of_parents(t, c)
        if t.gold:
            self.mark(t)

    def of_sources(self, t, c):
        i, j = self.sources.T
        cue, s = c[i], t.candidate[j]
        link = odds(t, "source_cue", t.candidate, c).T
        best = link[i, j] == self.widest(link[i, j], i, len(c))[i]
        told = self.of_contents(t, cue, s, i, j)
        strong = t.candidate[t.flags[:, :5].sum(1) > 0][:, 0].contiguous()
        q, p = t.quotation[cue[:, 0]], t.quotation[s[:, 0]]
        return columns(t.flags[j], t.sentence[s[:, 0]] == t.sentence[cue[:, 0]], q == p, q >= 0, link[i, j].clamp(-10, 10) / 5,
                       best & (link[i, j] > 0), one_hot(between(cue[:, 0], s[:, 0], c[:, 0].sort().values), 3),
                       one_hot(between(cue[:, 0], s[:, 0], strong), 3), s[:, 0] < cue[:, 0], *told), buckets(cue, s)

    @staticmethod
    def of_contents(t, cue, s, i, j):
        """Whether the cue stands in a content; how well the candidate would be that content's source; whether it is its best one."""
        content = t.content[cue[:, 0]]
        if not t.content_spans:
            return [torch.zeros(len(cue))] * 3
        scores = odds(t, "content_source", t.content_spans, t.candidate)
        grid = scores.masked_fill(t.flags[None, :, 2] == 0, -1e4)
        best = grid.argmax(1)
        mine = scores[content.clamp(min=0), j].clamp(-10, 10) / 5 * (content >= 0)
        return [content >= 0, mine, (content >= 0) & (best[content.clamp(min=0)] == j) & (grid.amax(1)[content.clamp(min=0)] > 0)]

    def of_parents(self, t, c):
        i, j = self.parents.T
        a, b = c[i, 0], c[j, 0]
        q, p, own = t.quotation[a], t.quotation[b], t.content_cue[a]
        link = odds(t, "content_cue", c, c)[i, j]
        inside, before, within = (own >= b) & (own < c[j, 1]), b < a, t.content[a] >= 0
        count = between(a, b, c[:, 0].sort().values)
        return columns(one_hot((t.sentence[a] - t.sentence[b]).abs(), 4), (q >= 0) & (q == p), (q >= 0) & (p < 0), (q < 0) & (p >= 0),
                       inside, within, own >= 0, within & (t.content[a] == t.content[b]), t.role_cue[a], t.report_cue[a], t.role_cue[b],
                       t.report_cue[b], link.clamp(-10, 10) / 5, link == self.widest(link, i, len(c))[i], one_hot(count, 4), before,
                       t.paragraph[a] == t.paragraph[b], before & (count == 0), t.content[b] < 0, inside & before, inside & ~before,
                       (q >= 0) & before), buckets(c[i], c[j])

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
    """A score for each pair and for none: a hidden layer over the two's vectors, their product, features and distance."""

    def __init__(self, features):
        super().__init__()
        self.chooser, self.candidate = nn.Linear(6 * WIDTH, KEY), nn.Linear(6 * WIDTH, KEY)
        self.hidden, self.distance = nn.Linear(3 * KEY + features, HIDDEN), nn.Embedding(BUCKETS, HIDDEN)
        self.out, self.none_hidden, self.none = nn.Linear(HIDDEN, 1), nn.Linear(KEY, 32), nn.Linear(32, 1)
        self.dropout = nn.Dropout(0.2)
        nn.init.zeros_(self.distance.weight)

    def forward(self, choosers, candidates, pairs, features, distance):
        """(pairs,), (choosers,)"""
        q, k = self.chooser(choosers), self.candidate(candidates)
        a, b = q[pairs[:, 0]], k[pairs[:, 1]]
        hidden = torch.relu(self.hidden(torch.cat([a, b, a * b, features], 1)) + self.distance(distance))
        return self.out(self.dropout(hidden))[:, 0], self.none(torch.relu(self.none_hidden(self.dropout(q))))[:, 0]


class Heads(nn.Module):
    def __init__(self, dropout=0.3):
        super().__init__()
        self.register_buffer("mean", torch.zeros(768))
        self.register_buffer("reduce", torch.zeros(REDUCED, 768))
        self.input, self.around = nn.Linear(REDUCED, WIDTH), nn.Linear(3 * WIDTH, WIDTH)
        self.cue, self.mention, self.span = nn.Linear(WIDTH, 3), nn.Linear(WIDTH, 3), nn.Linear(REDUCED, WIDTH)
        self.source, self.parent = Pick(SOURCE_FEATURES), Pick(PARENT_FEATURES)
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
        sums = F.pad(vectors.cumsum(0), (0, 0, 1, 0))

        def spans(s):
            b, e = s.T
            return torch.cat([(sums[e] - sums[b]) / (e - b)[:, None], vectors[b], vectors[e - 1]], 1)

        cues, n = spans(torch.tensor(p.cues)), len(p.cues)
        near, at = p.sources[:, 1].unique(return_inverse=True)
        scores, none = self.source(cues, spans(p.t.candidate[near]), torch.stack([p.sources[:, 0], at], 1), p.source_features, p.source_buckets)
        parents, outermost = self.parent(cues, cues, p.parents, p.parent_features, p.parent_buckets)
        return dense(scores, none, p.sources, n, len(p.t.candidate)), dense(parents, outermost, p.parents, n, n)


    def folded(self):
        """The tensors that a runtime needs, {name: tensor}: the reduction folded into the two layers that read it."""
        out = {k: v.detach().clone() for k, v in self.state_dict().items() if k not in ("mean", "reduce")}
        for name in ("input", "span"):
            weight = out[name + ".weight"] @ self.reduce
            out[name + ".weight"], out[name + ".bias"] = weight, out[name + ".bias"] - weight @ self.mean
        return {k: v.contiguous() for k, v in out.items()}


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


def train(texts, epochs=8, rate=3e-3, decay=0.05, seed=0, group=1):
    torch.manual_seed(seed)
    random.seed(seed)
    heads = Heads()
    heads.fit_reduction(torch.cat([t.x for t in texts]))
    for t in texts:
        t.reduced = heads.reduced(t.x)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=decay)
    steps = epochs * -(-len(texts) // group)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 30) * max(0.02, 1 - k / steps))
    for _ in range(epochs):
        order = random.sample(texts, len(texts))
        for i in range(0, len(order), group):
            optimizer.zero_grad()
            for t in order[i : i + group]:
                loss_of(heads, t).backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 2.0)
            optimizer.step()
            schedule.step()
    return heads.eval()


def cue_spans(scores, threshold):
    """Runs of wordpieces whose probability of being in a cue exceeds the threshold; cut where B beats I."""
    p, out, begin = scores.softmax(1), [], None
    for i, (o, b, inside) in enumerate([*p.tolist(), (1, 0, 0)]):
        on = 1 - o > threshold
        if begin is not None and (not on or b > inside):
            out.append((begin, i))
            begin = None
        if on and begin is None:
            begin = i
    return out


@torch.no_grad()
def read(members, t, threshold, cues=None):
    """(pairs, scores of sources, scores of parents) of a text, or None: the members' mean."""
    tokens = [m.tokens(m.reduced(t.x)) for m in members]
    cue = sum(x[0].log_softmax(1) for x in tokens) / len(members)
    cues = cue_spans(cue, threshold) if cues is None else cues
    if not cues:
        return None
    p = Pairs(t, cues)
    sure = 1 - cue.softmax(1)[:, 0]
    p.sure = torch.stack([sure[b:e].max() for b, e in cues])
    links = [m.links(x[2], p) for m, x in zip(members, tokens)]
    return p, sum(x for x, _ in links) / len(links), sum(x for _, x in links) / len(links)


def reports(read_, no_parent=0.0, doubt=0.0):
    """[{"cue", "chain"}]: each cue's best source and parent; of parents in a circle the least certain goes."""
    if read_ is None:
        return []
    p, sources, parents = read_[0], read_[1], read_[2].clone()
    parents[:, -1] += no_parent
    parents[:, :-1] += doubt * p.sure.log()[None]
    source, parent, sure, n = sources.argmax(1).tolist(), parents.argmax(1).tolist(), parents.softmax(1).amax(1).tolist(), len(p.cues)
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


def load(checkpoint):
    from encoder import Encoder

    model = Model(Encoder(dropout=0), dropout=0)
    model.load_state_dict(torch.load(checkpoint, weights_only=False, map_location="cpu")["best"])
    return model.eval()


def encoded(model, reader, gold, copies):
    """The gold texts and copies of them with sentences wrapped, as the encoder sees them: copy k of text i is k * len(gold) + i."""
    random.seed(0)
    gold = gold + [wrapped(g) for _ in range(copies) for g in gold]
    documents = [reader.document("mpqa", g["id"], unwrapped(g["text"])) for g in gold]
    return {"gold": gold, "encoded": [(d, *encode(model, d)) for d in documents]}


def main():
    p = argparse.ArgumentParser(description="Trains the heads of nested attribution over a frozen encoder, and cross-validates them.")
    p.add_argument("checkpoint")
    p.add_argument("--shared", default="../shared")
    p.add_argument("--tokenizer", required=True, help="tokenizer.json of the encoder")
    p.add_argument("--cache", help="file of the encoder's vectors, written if it is not there")
    p.add_argument("--heads", help="file to write: the heads, trained on all texts")
    p.add_argument("--predictions", help="JSONL to write: each text as the fold that has not seen it reads it")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--members", type=int, default=2, help="sets of heads whose scores are averaged; every second one is trained without the copies")
    p.add_argument("--copies", type=int, default=1, help="of each text with sentences told by somebody else; 0 trains on MPQA as it is")
    p.add_argument("--threshold", type=float, default=0.45, help="of a wordpiece to be in a cue")
    p.add_argument("--no-parent", type=float, default=-0.5, help="added to the score of having no parent")
    p.add_argument("--doubt", type=float, default=1.0, help="times the log-probability of being a cue, added to a parent's score")
    p.add_argument("--try-out", action="store_true", help="scores other thresholds and biases, and gold's own cues, too")
    a = p.parse_args()
    torch.set_num_threads(1)
    sys.path.insert(0, str(Path(a.shared) / "bench/nested"))
    from score import read_gold, score, show

    gold, model, began = read_gold(Path(a.shared) / "data/nested/mpqa-train.jsonl"), load(a.checkpoint), time.time()
    kept = torch.load(a.cache, weights_only=False) if a.cache and Path(a.cache).exists() else {}
    if len(kept.get("encoded", ())) < len(gold) * (1 + a.copies):
        kept = encoded(model, Reader(a.tokenizer), gold, a.copies)
        if a.cache:
            torch.save(kept, a.cache)
    texts = [Text(model, *e, g) for e, g in zip(kept["encoded"], kept["gold"])][: len(gold) * (1 + a.copies)]
    print(f"{len(texts)} texts, {time.time() - began:.0f} s", flush=True)
    order = random.Random(1).sample(range(len(gold)), len(gold))

    def teach(held):
        """Members of as many steps each."""
        known = [t for i, t in enumerate(texts) if i % len(gold) not in held]
        plain = [t for i, t in enumerate(texts[: len(gold)]) if i not in held]
        return [train(plain, a.epochs * (1 + a.copies), seed=k + 1) if k % 2 else train(known, a.epochs, seed=k + 1) for k in range(a.members)]

    found, others = {}, {}
    for k in range(a.folds):
        held = set(order[k :: a.folds])
        members = teach(held)
        for i in sorted(held):
            id, r = gold[i]["id"], read(members, texts[i], a.threshold)
            found[id] = {"id": id, "reports": reports(r, a.no_parent, a.doubt)}
            for threshold in (0.35, 0.45, 0.55) if a.try_out else ():
                r = read(members, texts[i], threshold)
                for bias in (-1.0, -0.5, 0.0):
                    others.setdefault(f"threshold {threshold} no parent {bias}", {})[id] = {"reports": reports(r, bias, a.doubt)}
            if a.try_out and texts[i].chains:
                others.setdefault("gold cues", {})[id] = {"reports": reports(read(members, texts[i], 0.5, sorted(texts[i].chains)))}
        print(f"fold {k}: {time.time() - began:.0f} s, of the processor {time.process_time():.0f} s", flush=True)
    for name, x in others.items():
        print(f"{name:30s}", brief(score(gold, x)), flush=True)
    if a.folds:
        show(score(gold, found))
    if a.predictions:
        Path(a.predictions).write_text("".join(json.dumps(found[g["id"]]) + "\n" for g in gold))
    if a.heads:
        torch.save({"members": [m.folded() for m in teach(set())], "threshold": a.threshold, "no_parent": a.no_parent, "doubt": a.doubt}, a.heads)


if __name__ == "__main__":
    main()
