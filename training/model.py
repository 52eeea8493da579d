"""The heads over the encoder, and their losses.

Problem: a ledger needs roles, links, names, descriptions, coreference, stances, speakers' kinds and sentence meaning of one text.
Idea:    one encoder pass a window; every head is a thin layer over it, so that all of them together cost less than one layer.
         Spans are seen as [mean; first; last] of their vectors; a link is a choice of one span among the candidates, or none.
Example: losses = model.losses(batch); sum(losses.values()).backward()
Cost:    0.9 M weights in the heads.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from encoder import CONFIG, Dropout, Encoder
from labels import BUCKETS, KINDS, MENTIONS, NAMES, ROLES, STANCES, bucket, legal, spans_of

WIDTH, ILLEGAL = CONFIG["width"], -1e4
LINKS = {"source_cue": ("sources", "cues"), "content_cue": ("contents", "cues"), "content_source": ("contents", "sources")}


class Chain(nn.Module):
    """A linear-chain CRF; transitions[a][b] scores label b after label a. Illegal ones are fixed."""

    def __init__(self, labels):
        super().__init__()
        n = len(labels)
        ok = torch.tensor(legal(labels))
        self.register_buffer("may_follow", ok[:n], persistent=False)
        self.register_buffer("may_start", ok[n], persistent=False)
        self.free_transitions, self.free_start, self.end = (nn.Parameter(torch.zeros(*s)) for s in ((n, n), (n,), (n,)))

    @property
    def transitions(self):
        return torch.where(self.may_follow, self.free_transitions, ILLEGAL)

    @property
    def start(self):
        return torch.where(self.may_start, self.free_start, ILLEGAL)

    def loss(self, scores, labels, mask):  # (windows, tokens, labels), (windows, tokens), same; summed over windows
        transitions, rows = self.transitions, torch.arange(len(scores))
        gold = self.start[labels[:, 0]] + (scores.gather(2, labels[..., None])[..., 0] * mask).sum(1)
        gold = gold + (transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1) + self.end[labels[rows, mask.sum(1) - 1]]
        columns, masks = scores.unbind(1), mask[..., None].unbind(1)  # a slice a step would fill a whole gradient a step
        alpha = self.start + columns[0]
        for t in range(1, len(columns)):
            step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + columns[t]
            alpha = torch.where(masks[t], step, alpha)
        return (torch.logsumexp(alpha + self.end, 1) - gold).sum()

    def best(self, scores):  # (tokens, labels) -> the label indexes of the best path
        return viterbi(scores, self.transitions, self.start, self.end)


def viterbi(scores, transitions, start, end):
    scores, transitions = scores.detach().numpy(), transitions.detach().numpy()
    alpha, back = start.detach().numpy() + scores[0], []
    for row in scores[1:]:
        paths = alpha[:, None] + transitions
        back.append(paths.argmax(0))
        alpha = paths.max(0) + row
    path = [int((alpha + end.detach().numpy()).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


class Choice(nn.Module):
    """Choosers pick one of the candidates or none: from(chooser) . to(candidate) / sqrt(128) + distance[bucket]."""

    def __init__(self):
        super().__init__()
        self.from_, self.to_ = nn.Linear(3 * WIDTH, 128), nn.Linear(3 * WIDTH, 128)
        self.none, self.distance = nn.Linear(128, 1), nn.Parameter(torch.zeros(BUCKETS))

    def forward(self, choosers, candidates, buckets):  # (n, 1152), (m, 1152), (n, m) -> (n, m + 1), the last is "none"
        q, k = self.from_(choosers), self.to_(candidates)
        return torch.cat([q @ k.T / math.sqrt(128) + self.distance[buckets], self.none(q)], 1)


class Model(nn.Module):
    def __init__(self, encoder, dropout=0.1):
        super().__init__()
        self.encoder, self.dropout = encoder, Dropout(dropout)
        self.role, self.chain = nn.Linear(WIDTH, len(ROLES)), Chain(ROLES)
        # PolNeAR's attributions hold attitudes and plans, too; a ledger's reports are what somebody said. They share most of a tagger.
        self.report, self.report_chain = nn.Linear(WIDTH, len(ROLES)), Chain(ROLES)
        self.frozen = 1  # of the lowest layers so many, and the embeddings, stay as they are: on a CPU the steps that this saves are worth more
        self.settled = False  # whether `report` holds what it adds, or the whole
        nn.init.zeros_(self.report.weight)
        nn.init.zeros_(self.report.bias)
        self.link = nn.ModuleDict({k: Choice() for k in LINKS})
        self.coref, self.relay = Choice(), Choice()
        self.name, self.mention = nn.Linear(WIDTH, len(NAMES)), nn.Linear(WIDTH, len(MENTIONS))
        self.stance_hidden, self.stance_output = nn.Linear(3 * WIDTH, 128), nn.Linear(128, len(STANCES))
        self.deep = nn.Linear(WIDTH, 3)  # cues of whatever depth; not in the model file: it keeps the vectors of what lies in contents apart
        self.kind, self.embed = nn.Linear(WIDTH, len(KINDS)), nn.Linear(WIDTH, 256)

    @classmethod
    def of_checkpoint(cls, path, which="best", dropout=0.0):
        """Of what train.py keeps: its average weights, or with "model" those that it was at."""
        state = torch.load(path, map_location="cpu", weights_only=False)[which]
        layers = sum(k.endswith("query.bias") for k in state)
        model = cls(Encoder({**CONFIG, "layers": layers}, dropout=dropout), dropout=dropout)
        model.load_state_dict(state)
        return model

    def hidden(self, windows, bf16=False):
        longest = max(len(w["ids"]) for w in windows)
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        mask = torch.zeros(len(windows), longest, dtype=torch.bool)
        for i, w in enumerate(windows):
            ids[i, : len(w["ids"])], mask[i, : len(w["ids"])] = torch.tensor(w["ids"]), True
        frozen, dtype = (self.frozen, torch.bfloat16) if bf16 else (0, torch.float32)
        shapes = torch.zeros(len(windows), longest, dtype=torch.long)
        for i, w in enumerate(windows):
            shapes[i, : len(w.get("shapes", ()))] = torch.tensor(w.get("shapes", ()), dtype=torch.long)
        return self.encoder(ids, mask, shapes, frozen, dtype).float(), mask

    def roles(self, hidden, reports):
        """(scores, chain) of attributions, or of reports only."""
        if not reports:
            return self.role(hidden), self.chain
        return F.linear(hidden, *self.roles_weights(True)), self.joined_chain()

    def roles_weights(self, reports):
        if not reports:
            return self.role.weight, self.role.bias
        if self.settled:
            return self.report.weight, self.report.bias
        return self.role.weight + self.report.weight, self.role.bias + self.report.bias

    def settle_reports(self):
        """From the difference to attributions, which is what is trained, to weights that stand alone."""
        with torch.no_grad():
            weight, bias = self.roles_weights(True)
            self.report.weight.copy_(weight)
            self.report.bias.copy_(bias)
            self.report_chain = self.joined_chain(parameters=True)
            self.settled = True

    def part_reports(self):
        """The other way round: what a model file holds, made ready to be trained further."""
        with torch.no_grad():
            self.report.weight -= self.role.weight
            self.report.bias -= self.role.bias
            for name in ("free_transitions", "free_start", "end"):
                getattr(self.report_chain, name).sub_(getattr(self.chain, name))
            self.settled = False

    def joined_chain(self, parameters=False):
        if self.settled:
            return self.report_chain
        both = Chain(ROLES)
        del both.free_transitions, both.free_start, both.end
        both.free_transitions = self.chain.free_transitions + self.report_chain.free_transitions
        both.free_start, both.end = self.chain.free_start + self.report_chain.free_start, self.chain.end + self.report_chain.end
        if parameters:
            for name in ("free_transitions", "free_start", "end"):
                value = getattr(both, name).detach().clone()
                delattr(both, name)
                setattr(both, name, nn.Parameter(value))
        return both


class Sums:
    """Means over spans from running sums, so that a span costs the same whatever its length."""

    def __init__(self, hidden):  # (windows, tokens, width)
        self.hidden, self.sums = hidden, F.pad(hidden.cumsum(1), (0, 0, 1, 0))

    def mean(self, spans):  # [(window, begin, end)] -> (n, width)
        w, b, e = torch.tensor(spans, dtype=torch.long).view(-1, 3).T
        return (self.sums[w, e] - self.sums[w, b]) / (e - b)[:, None]

    def mean_of_pieces(self, groups):  # [[(window, begin, end)]] -> (n, width); zeros for an empty group
        out = []
        for g in groups:
            if not g:
                out.append(self.hidden.new_zeros(WIDTH))
                continue
            w, b, e = torch.tensor(g, dtype=torch.long).T
            out.append((self.sums[w, e] - self.sums[w, b]).sum(0) / (e - b).sum())
        return torch.stack(out)

    def vectors(self, spans):  # [(window, begin, end)] -> (n, 3 * width)
        w, b, e = torch.tensor(spans, dtype=torch.long).view(-1, 3).T
        return torch.cat([self.mean(spans), self.hidden[w, b], self.hidden[w, e - 1]], 1)


def link_scores(choice, sums, choosers, candidates):
    """Scores of [(window, begin, end)] choosers over candidates of their own window; -1e4 elsewhere; the last column is none."""
    buckets = torch.tensor([[bucket(a[1:], b[1:]) for b in candidates] for a in choosers], dtype=torch.long).view(len(choosers), -1)
    other = torch.tensor([[a[0] != b[0] for b in candidates] + [False] for a in choosers]).view(len(choosers), -1)
    return choice(sums.vectors(choosers), sums.vectors(candidates), buckets).masked_fill(other, ILLEGAL)


def chosen_loss(scores, gold):
    """Marginal log-likelihood: any gold candidate will do. gold: bool, (n, m + 1)."""
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, ILLEGAL), 1)).mean()


def losses(model, windows, teacher=None, spurious=False, weights=None, bf16=True):
    """{head: loss} of whatever the windows carry. teacher: text -> unit vector of the frozen MiniLM."""
    hidden, mask = model.hidden(windows, bf16)
    hidden = model.dropout(hidden)
    out = {}
    roles = [i for i, w in enumerate(windows) if "role" in w]
    sums = Sums(hidden)
    if roles:
        scores, chain = model.roles(hidden, windows[roles[0]]["corpus"] == "stories")
        out["role"] = role_loss(chain, scores, windows, roles)
        out |= link_losses(model, sums, windows, roles, scores if spurious else None)
        out |= report_losses(model, sums, windows, teacher, weights)
        out |= relay_loss(model, sums, windows)
    if any("name" in w for w in windows):
        out["name"] = name_loss(model, hidden, windows)
    if any("deep" in w for w in windows):
        out["deep"] = deep_loss(model, hidden, windows)
    if any("mention" in w for w in windows):
        out["mention"] = mention_loss(model, hidden, windows)
    if any(w["chains"] for w in windows):
        out |= coref_loss(model, sums, windows)
    return out


def pad(rows, value, width):
    return torch.tensor([list(r) + [value] * (width - len(r)) for r in rows])


def role_loss(chain, scores, windows, rows):
    inner = [windows[i]["role"][1:-1] for i in rows]  # [CLS] and [SEP] are no part of the chain
    width = max(map(len, inner))
    labels = pad(inner, 0, width)
    mask = pad([[1] * len(r) for r in inner], 0, width).bool()
    return chain.loss(scores[rows, 1 : width + 1], labels, mask) / mask.sum()


def link_losses(model, sums, windows, rows, scores):
    found, out = {r: [] for r in ("sources", "cues", "contents")}, {}
    partners = {}  # (chooser role, span) -> {candidate role: gold spans}
    for i in rows:
        for q in windows[i]["quotes"]:
            for r in found:
                found[r] += [(i, *s) for s in q[r]]
                for s in q[r]:
                    for other in found:
                        partners.setdefault((r, (i, *s)), {}).setdefault(other, set()).update((i, *x) for x in q[other])
    found = {r: sorted(set(v)) for r, v in found.items()}
    extra = spurious_spans(scores, windows, rows, found) if scores is not None else {}
    for name, (a, b) in LINKS.items():
        choosers, candidates = found[a], found[b] + extra.get(b, [])
        if choosers and candidates:
            gold = [[c in partners[a, s][b] for c in candidates] for s in choosers]
            gold = torch.tensor([[*row, not any(row)] for row in gold])
            out[name] = chosen_loss(link_scores(model.link[name], sums, choosers, candidates), gold)
    return out


def spurious_spans(scores, windows, rows, found):
    """Sources and cues that the model sees now and the annotators did not: what the links will have to refuse."""
    extra, best = {"sources": [], "cues": []}, scores.detach().argmax(2).tolist()
    for i in rows:
        for kind, b, e in spans_of(best[i][1 : len(windows[i]["ids"]) - 1], ROLES):
            span, role = (i, b + 1, e + 1), kind.lower() + "s"
            if role in extra and not any(s[0] == i and s[1] < e + 1 and s[2] > b + 1 for r in ("sources", "cues") for s in found[r]):
                extra[role].append(span)
    return extra


def relay_loss(model, sums, windows):
    """Each entity near a report is a relay of it or is not. An entity counts by its likeliest mention: only one of them says so."""
    choosers, told, candidates, entities = [], [], [], []
    for i, w in enumerate(windows):
        candidates += [(i, b, e) for b, e, _ in w["relays"]]
        entities += [(i, c) for _, _, c in w["relays"]]
        for q in w["quotes"]:
            span = next(iter(q["cues"] or q["contents"]), None)
            if span and "via" in q:
                choosers.append((i, *span))
                told.append({(i, c) for c in q["via"]})
    if not choosers or not candidates:
        return {}
    scores = link_scores(model.relay, sums, choosers, candidates)
    scores = scores[:, :-1] - scores[:, -1:]
    names = sorted(set(entities))
    member = torch.tensor([[e == n for e in entities] for n in names])
    best = scores[:, None, :].masked_fill(~member, ILLEGAL).amax(2)  # (choosers, entities)
    gold = torch.tensor([[float(n in t) for n in names] for t in told])
    here = torch.tensor([[n[0] == c[0] for n in names] for c in choosers])
    each = F.binary_cross_entropy_with_logits(best, gold, reduction="none", pos_weight=torch.tensor(2.0))
    return {"relay": (each * here).sum() / len(choosers)}


def report_losses(model, sums, windows, teacher, weights):
    reports = [(i, q) for i, w in enumerate(windows) for q in w["quotes"]]
    group = lambda role: [[(i, *s) for s in q[role]] for i, q in reports]
    if not reports:
        return {}
    out, contents = {}, sums.mean_of_pieces(group("contents"))
    staged = [k for k, (_, q) in enumerate(reports) if q.get("stance") and (q["cues"] or q["contents"])]
    if staged:
        together = torch.cat([sums.mean_of_pieces(group("cues")), contents, sums.mean_of_pieces(group("sources"))], 1)[staged]
        logits = model.stance_output(torch.tanh(model.stance_hidden(together)))
        gold = torch.tensor([STANCES.index(reports[k][1]["stance"]) for k in staged])
        out["stance"] = F.cross_entropy(logits, gold, weight=weights)
        spoken = [k for k in staged if reports[k][1]["sources"]]
        if spoken:
            spans = [(reports[k][0], *reports[k][1]["sources"][0]) for k in spoken]
            out["kind"] = F.cross_entropy(model.kind(sums.mean(spans)), torch.tensor([KINDS.index(reports[k][1]["kind"]) for k in spoken]))
    told = [k for k, (_, q) in enumerate(reports) if q["contents"]]
    out |= embed_losses(model, contents, told, [reports[k][1].get("text") for k in told], [reports[k][1].get("claim") for k in told], teacher)
    return out


def embed_losses(model, contents, rows, texts, claims, teacher):
    out = {}
    if len(rows) < 2:
        return out
    e = F.normalize(model.embed(contents[rows]), dim=1)
    known = [k for k, t in enumerate(texts) if teacher and t in teacher]
    if len(known) > 1:
        t = torch.stack([teacher[texts[k]] for k in known]).float()
        out["distil"] = ((e[known] @ e[known].T - t @ t.T) ** 2).mean()
    told = [k for k, c in enumerate(claims) if c]
    if len(told) > 2:
        same = torch.tensor([[a != b and claims[a] == claims[b] for b in told] for a in told])
        self_ = torch.eye(len(told), dtype=torch.bool)
        scores = (e[told] @ e[told].T / 0.07).masked_fill(self_, ILLEGAL)
        some = same.any(1)
        if some.any():
            out["claims"] = chosen_loss(scores[some], same[some])
    return out


def pair_losses(model, pairs, teacher, bf16=True):
    """Sentences alone in a window: paraphrases together, near-misses (same = 0) apart, the rest as the teacher has it."""
    windows = [{"ids": p[k]} for k in (0, 1) for p in pairs]
    hidden, _ = model.hidden(windows, bf16)
    e = F.normalize(model.embed(Sums(hidden).mean([(i, 1, len(w["ids"]) - 1) for i, w in enumerate(windows)])), dim=1)
    a, b = e[: len(pairs)], e[len(pairs) :]
    cos, out = (a * b).sum(1), {}
    same = [i for i, p in enumerate(pairs) if p[2] == 1]
    if same:
        out["claims"] = 0.5 * F.cross_entropy(a[same] @ b.T / 0.07, torch.tensor(same))
    apart = [i for i, p in enumerate(pairs) if p[2] == 0]
    if apart:
        out["apart"] = F.relu(cos[apart] - 0.7).mean()
    rated = [i for i, p in enumerate(pairs) if p[3] is not None]
    if rated:
        out["rated"] = ((cos[rated] - torch.tensor([pairs[i][3] / 5 for i in rated])) ** 2).mean()
    return out


def name_loss(model, hidden, windows):
    rows = [i for i, w in enumerate(windows) if "name" in w]
    width = max(len(windows[i]["name"]) for i in rows)
    bits = pad([windows[i]["name"] for i in rows], (1 << len(NAMES)) - 1, width)
    allowed = (bits[..., None] >> torch.arange(len(NAMES)) & 1).bool()  # (windows, tokens, labels)
    logits = model.name(hidden[rows, :width])
    each = torch.logsumexp(logits, 2) - torch.logsumexp(logits.masked_fill(~allowed, ILLEGAL), 2)
    return each.sum() / (~allowed.all(2)).sum().clamp(min=1)


def mention_loss(model, hidden, windows):
    rows = [i for i, w in enumerate(windows) if "mention" in w]
    labels = pad([windows[i]["mention"] for i in rows], -1, max(len(windows[i]["mention"]) for i in rows))
    return F.cross_entropy(model.mention(hidden[rows, : labels.shape[1]]).flatten(0, 1), labels.flatten(), ignore_index=-1)


def deep_loss(model, hidden, windows):
    rows = [i for i, w in enumerate(windows) if "deep" in w]
    labels = pad([windows[i]["deep"] for i in rows], -1, max(len(windows[i]["deep"]) for i in rows))
    return F.cross_entropy(model.deep(hidden[rows, : labels.shape[1]]).flatten(0, 1), labels.flatten(), ignore_index=-1)


def coref_loss(model, sums, windows):
    total, n = 0, 0
    for i, w in enumerate(windows):
        spans = [(i, b, e) for b, e, _, _ in w["chains"]]
        choosers = [k for k, m in enumerate(w["chains"]) if m[3] and k]
        if not choosers:
            continue
        scores = link_scores(model.coref, sums, [spans[k] for k in choosers], spans)
        before = torch.tensor([[j < k for j in range(len(spans))] + [True] for k in choosers])  # spans are in order of begin
        gold = [[j < k and w["chains"][j][2] == w["chains"][k][2] for j in range(len(spans))] for k in choosers]
        gold = torch.tensor([[*row, not any(row)] for row in gold])
        total, n = total + chosen_loss(scores.masked_fill(~before, ILLEGAL), gold) * len(choosers), n + len(choosers)
    return {"coref": total / n} if n else {}
