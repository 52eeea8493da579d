"""Writes and reads sayso's model file; docs/formats/model.md is its specification.

Problem: the runtime wants one file that it can map, check and use without another library.
Idea:    a JSON header, then 64-aligned tensors; matrices in int8 with one scale a row, and the answers of this very model to a
         reference text, so that a loader can test itself. The file ends with its own SHA-256.
Example: python3 export.py checkpoint.pt sayso-en.model --minilm model/
Cost:    23 MB, a few seconds.
"""
import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import torch

from coreference import Detector, Linker, Mentions, Text
from data import CLS, SEP, Reader
from encoder import CONFIG, Encoder
from labels import BOUNDARIES, LABELS
from model import LINKS, Model, Sums, link_scores
from names import Names
from nested import Folded, buckets

MAGIC, VERSION = b"SAYSOMDL", 2
REFERENCE = ("The harbour authority said on Monday that the crane had been inspected in May. \"We have nothing to hide,\" its director, "
             "Mara Lindqvist, told Kestrel Wire. She denied that anybody had warned her. A spokesman for the dockers' union, "
             "who asked not to be named, said two letters had been sent in April, according to the Halden Courier.")
REFERENCE_SPANS = {"source": "Mara Lindqvist", "cue": "told", "content": "\"We have nothing to hide,\""}


def tensors_of(model):
    """{name in the file: tensor}; the names are the specification's."""
    out, encoder = {}, model.encoder

    def linear(name, m):
        out[name + "/weight"], out[name + "/bias"] = m.weight, m.bias

    out["embeddings/word"], out["embeddings/position"] = encoder.word.weight, encoder.position.weight
    linear("embeddings/norm", encoder.norm)
    for i, layer in enumerate(encoder.layers):
        for part in ("query", "key", "value", "output", "attention_norm", "up", "down", "ffn_norm"):
            linear(f"layer{i}/{part}", getattr(layer, part))
    out["embeddings/shape"] = encoder.shape.weight
    for name, reports in (("role", False), ("report", True)):
        out[name + "/weight"], out[name + "/bias"] = model.roles_weights(reports)
        chain = model.joined_chain() if reports else model.chain
        out[name + "/transitions"], out[name + "/start"], out[name + "/end"] = chain.transitions, chain.start, chain.end
    for name, choice in [(f"link/{k}", model.link[k]) for k in LINKS] + [("coref", model.coref), ("relay", model.relay)]:
        linear(name + "/from", choice.from_)
        linear(name + "/to", choice.to_)
        out[name + "/distance"], out[name + "/none_weight"], out[name + "/none_bias"] = choice.distance, choice.none.weight[0], choice.none.bias
    for name, m in {"name": model.name, "mention": model.mention, "stance/hidden": model.stance_hidden,
                    "stance/output": model.stance_output, "kind": model.kind, "embed": model.embed}.items():
        linear(name, m)
    return {k: v.detach().float() for k, v in out.items()}


def coreference_tensors(heads):
    """The same of what coreference.py saves; what has one row is a vector here."""
    out = {coreference_name(name.split(".", 1)[1]): x.detach().float() for name, x in heads["weights"].items()}
    return {name: x[0] if x.dim() == 2 and len(x) == 1 else x for name, x in out.items()}


def coreference_name(parameter):
    """A table or matrix that has no bias needs no name of its own."""
    layer, _, part = parameter.partition(".")
    alone = {"width": "span_words", "single": "single", "pair": "pair", "product": "product"}
    return "coreference/" + (alone[layer] if layer in alone else f"{layer}/{part}")


def coreference_heads(tensors):
    """(detector, linker) of a file's tensors."""
    models = Detector().eval(), Linker().eval()
    with torch.no_grad():
        for model in models:
            for name, x in model.named_parameters():
                x.copy_(tensors[coreference_name(name)].view_as(x))
    return models


def nested_tensors(heads):
    """The same of what nested.py saves."""
    return {f"nested/{name}": x.detach().float() for name, x in heads["weights"].items()}


def nested_constants(heads):
    return {f"nested/{k}": heads[k] for k in ("threshold", "no_parent", "doubt")}


def meaning_tensors(heads):
    """The same of what meaning.py saves."""
    out = {}
    for name, x in heads["weights"].items():
        parts = name.split(".")
        name = f"layer{parts[1]}/{'/'.join(parts[2:])}" if parts[0] == "layers" else "/".join(parts)
        out[f"meaning/{name}"] = x.detach().float()
    return out


def name_tensors(heads):
    """The same of what names.py saves: in the file they take the place of the model's own layer."""
    names = Names.of(heads)
    out = {"name/hidden/weight": names.hidden.weight, "name/hidden/bias": names.hidden.bias, "name/weight": names.output.weight,
           "name/bias": names.output.bias, "name/transitions": names.transitions, "name/start": names.start, "name/end": torch.zeros(len(names.start))}
    return {name: x.detach().float() for name, x in out.items()}


def name_heads(tensors):
    """The head of a file's tensors."""
    names = Names().eval()
    with torch.no_grad():
        for parameter, name in ((names.hidden.weight, "hidden/weight"), (names.hidden.bias, "hidden/bias"), (names.output.weight, "weight"),
                                (names.output.bias, "bias"), (names.free_transitions, "transitions"), (names.free_start, "start")):
            parameter.copy_(tensors["name/" + name])
    return names


def quantise(x):
    """int8 rows and their scales; w = q * scale."""
    scales = x.abs().amax(1).clamp(min=1e-12) / 127
    return torch.round(x / scales[:, None]).clamp(-127, 127).to(torch.int8), scales


def is_matrix(name, x):
    return x.dim() == 2 and not name.endswith("/transitions")


def quantised(model):
    """The same model with the weights that the file will hold, back in f32."""
    twin = Model(Encoder(model.encoder.config, dropout=0), dropout=0)
    twin.load_state_dict(model.state_dict())
    twin.settle_reports()
    with torch.no_grad():
        for name, x in {n: p for n, p in twin.named_parameters()}.items():
            if x.dim() == 2 and "free_transitions" not in name and not name.endswith("none.weight"):
                q, scales = quantise(x.detach())
                x.copy_(q.float() * scales[:, None])
    return twin.eval()


def dequantised(tensors):
    """As the file will hold them, back in f32."""
    out = {}
    for name, x in tensors.items():
        q, scales = quantise(x) if is_matrix(name, x) else (x, None)
        out[name] = x if scales is None else q.float() * scales[:, None]
    return out


def coreference_reference(tensors, reader, hidden, lower, spans):
    """What the detector gives the spans, in order, and what the linker gives each two of them (2 to 1, 3 to 1, 3 to 2): the text counts as one
    sentence, and the spans as its candidates."""
    text = Text(reader, reader.document("reference", "", REFERENCE, starts=[]), "dev")
    text.vectors = torch.cat([hidden, lower], 2)[0, 1:-1]
    detector, linker = coreference_heads(tensors)
    scores = detector(text)
    words = [text.span(b - 1, e - 1) for b, e in spans.values()]  # without [CLS]
    mentions = text.mentions = Mentions(text, {(b, e): float(scores[e - b - 1, b]) for b, e in words})
    return torch.cat([torch.tensor([float(scores[e - b - 1, b]) for b, e in mentions.spans]), linker([text])[0]])


def nested_reference(tensors, hidden, lower, spans):
    """Scores of cues for every wordpiece, then what the cue's pair with the source scores as its source, and none; the same of its pair with
    the content as its parent. Of the rows by what two are to each other only that of the distance counts."""
    heads = Folded({name.removeprefix("nested/"): x for name, x in tensors.items()})
    cues, vectors = heads.tokens(torch.cat([hidden, lower], 1))
    out, cue = [cues.flatten()], torch.tensor([spans["cue"]])
    for name, key in (("source", "source"), ("parent", "content")):
        other = torch.tensor([spans[key]])
        pair, none = heads.pick(name, vectors, cue, other, torch.tensor([[0, 0]]), buckets(cue, other)[:, None])
        out += [pair, none]
    return torch.cat(out)


@torch.no_grad()
def reference(model, reader, coreference=None, names=None, nested=None):
    """The header's reference entry and the tensors that it names, from the dequantised weights in f32."""
    document = reader.document("reference", "", REFERENCE)
    ids, shapes = [CLS, *document.ids, SEP], [0, *document.shapes, 0]

    def span(text):
        at = REFERENCE.index(text)
        inside = [k + 1 for k, (b, e) in enumerate(zip(document.begins, document.ends)) if b >= at and e <= at + len(text)]
        return [inside[0], inside[-1] + 1]

    spans = {k: span(v) for k, v in REFERENCE_SPANS.items()}
    lower = []
    hook = model.encoder.layers[model.encoder.lower - 1].register_forward_hook(lambda module, inputs, output: lower.append(output))
    hidden, _ = model.hidden([{"ids": ids, "shapes": shapes}])
    hook.remove()
    sums, at = Sums(hidden), {k: [(0, *v)] for k, v in spans.items()}
    mean = {k: sums.mean(v) for k, v in at.items()}
    link = lambda name, a, b: link_scores(model.link[name], sums, at[a], at[b])[0]
    outputs = {"hidden": hidden[0], "role": model.roles(hidden, False)[0][0], "report": model.roles(hidden, True)[0][0], "name": model.name(hidden)[0], "mention": model.mention(hidden)[0],
               "link/source_cue": link("source_cue", "source", "cue"), "link/content_cue": link("content_cue", "content", "cue"),
               "link/content_source": link("content_source", "content", "source"),
               "coref": link_scores(model.coref, sums, at["source"], at["content"])[0],
               "relay": link_scores(model.relay, sums, at["cue"], at["source"])[0],
               "stance": model.stance_output(torch.tanh(model.stance_hidden(torch.cat([mean["cue"], mean["content"], mean["source"]], 1))))[0],
               "kind": model.kind(mean["source"])[0], "embed": torch.nn.functional.normalize(model.embed(mean["content"]), dim=1)[0]}
    if coreference:
        outputs["coreference"] = coreference_reference(dequantised(coreference), reader, hidden, lower[0], spans)
    if names:  # it takes each piece for a word
        outputs["name"] = name_heads(dequantised(names))(torch.cat([hidden, lower[0]], 2))[0]
    if nested:
        outputs["nested"] = nested_reference(dequantised(nested), hidden[0], lower[0][0], spans)
    outputs = {f"reference/{k}": v for k, v in outputs.items()}
    return {"text": REFERENCE, "ids": ids, "shapes": shapes, "spans": spans, "outputs": list(outputs)}, outputs


def lean(model, bonuses):
    """Adds to the score of opening a span, {"CUE": 1.0}: finds more of them and is wrong more often. It lies in the
    transitions and the start scores, so that no reader of the file needs to know of it."""
    with torch.no_grad():
        for kind, bonus in bonuses.items():
            k = LABELS["role"].index("B-" + kind)
            model.chain.free_transitions[:, k] += bonus
            model.chain.free_start[k] += bonus


def write(path, model, minilm, constants=None, name="sayso-en", heads=None, names=None, nested=None):
    """`heads`: what coreference.py saves, or None: the file will have no coreference of whole texts. `names`: what names.py saves, or None:
    the file will have the model's own layer, which reads the last layer alone. `nested`: what nested.py saves, or None: no nested reports."""
    minilm, twin, config, constants = Path(minilm), quantised(model), dict(model.encoder.config), dict(constants or {})
    coreference = coreference_tensors(heads) if heads else {}
    names = name_tensors(names) if names else {}
    if nested:
        constants |= nested_constants(nested)
        nested = nested_tensors(nested)
    if heads or names or nested:
        config |= {"lower": model.encoder.lower}
    if heads:
        constants |= {"coreference/least": heads["least"]}
    entry, outputs = reference(twin, Reader(minilm / "tokenizer.json"), coreference, names, nested)
    parts = [packed(key, x) for key, x in {**tensors_of(model), **coreference, **names, **(nested or {}), **outputs}.items()]
    vocabulary = "\n".join((minilm / "vocab.txt").read_text("utf8").rstrip("\n").split("\n")).encode()
    header = {"name": name, "language": "en", "config": config, "labels": LABELS, "distance_boundaries": BOUNDARIES, "constants": constants,
              "reference": entry}
    save(path, header, parts, vocabulary)


def packed(name, x):
    """(name, dtype, shape, bytes, bytes of the scales)"""
    floats = lambda values: values.contiguous().numpy().astype("<f4").tobytes()
    if is_matrix(name, x) and not name.startswith("reference/"):
        q, scales = quantise(x)
        return name, "i8", list(x.shape), q.numpy().tobytes(), floats(scales)
    return name, "f32", list(x.shape), floats(x), None


def save(path, header, parts, vocabulary):
    """The file of a header and what packed() gives of its tensors."""
    blob, tensors = bytearray(), []

    def add(data):
        blob.extend(bytes(-len(blob) % 64))
        blob.extend(data)
        return len(blob) - len(data)

    for name, dtype, shape, data, scales in parts:
        record = {"name": name, "dtype": dtype, "shape": shape, "offset": add(data), "bytes": len(data)}
        tensors.append(record if scales is None else record | {"scales_offset": add(scales)})
    header = header | {"vocabulary": {"offset": add(vocabulary), "bytes": len(vocabulary)}, "tensors": tensors}
    header = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head = MAGIC + struct.pack("<II", VERSION, len(header)) + header
    head += bytes(-len(head) % 64)
    body = head + bytes(blob)
    part = Path(str(path) + ".part")
    part.write_bytes(body + hashlib.sha256(body).digest())
    part.replace(path)


@torch.no_grad()
def add_heads(path, out, nested=None, meaning=None, names=None):
    """Writes a model file with other nested reports, layers of meaning or names; all its other tensors stay as they are, bit for bit."""
    header, raw, base = opened(path)
    slice_of = lambda at, size: raw[base + at : base + at + size]
    given = [x for x, heads in (("nested", nested), ("meaning", meaning), ("name", names)) if heads]
    mine = lambda name: name.removeprefix("reference/").split("/")[0] in given
    parts = [(t["name"], t["dtype"], t["shape"], slice_of(t["offset"], t["bytes"]),
              slice_of(t["scales_offset"], 4 * t["shape"][0]) if t["dtype"] == "i8" else None) for t in header["tensors"] if not mine(t["name"])]
    entry, vocabulary, new, seen = header["reference"], header["vocabulary"], {}, {}
    model = load_model(path)
    assert header["config"]["lower"] == model.encoder.lower
    for n, layer in enumerate(model.encoder.layers):
        layer.register_forward_hook(lambda module, inputs, output, n=n: seen.__setitem__(n + 1, output))
        if n == 0:  # what goes on from it has the shapes added
            model.encoder.layers[1].register_forward_pre_hook(lambda module, inputs: seen.__setitem__(1, inputs[0]))
    hidden, mask = model.hidden([{"ids": entry["ids"], "shapes": entry["shapes"]}])
    if nested:
        new |= nested_tensors(nested)
        new["reference/nested"] = nested_reference(dequantised(new), hidden[0], seen[header["config"]["lower"]][0], entry["spans"])
        header["constants"] |= nested_constants(nested)
    if names:
        tensors = name_tensors(names)
        new |= tensors | {"reference/name": name_heads(dequantised(tensors))(torch.cat([hidden, seen[header["config"]["lower"]]], 2))[0]}
    if meaning:
        tensors = meaning_tensors(meaning)
        header["config"] |= {"meaning_from": meaning["from"], "meaning_layers": meaning["layers"]}
        spans = [list(range(*entry["spans"][k])) for k in ("content", "cue")]
        new |= tensors | {"reference/meaning": meaning_reference(dequantised(tensors), meaning, seen[meaning["from"]], spans)}
    entry["outputs"] = [x for x in entry["outputs"] if not mine(x)] + [f"reference/{x}" for x in given]
    save(out, header, parts + [packed(*x) for x in new.items()], slice_of(vocabulary["offset"], vocabulary["bytes"]))


def meaning_reference(tensors, heads, rows, spans):
    """The vector of the reference's content and cue."""
    from meaning import Branch

    branch = Branch(heads["layers"], dropout=0).eval()
    named = meaning_tensors({"weights": dict(branch.named_parameters())})
    for name, x in named.items():  # views of the parameters, which are f32 already
        x.copy_(tensors[name])
    return branch(rows, torch.ones(rows.shape[:2], dtype=torch.bool), [[[(0, k) for k in span] for span in spans]])[0][0]


def opened(path):
    """(header, bytes, where the blob begins) of a model file, checked."""
    raw = Path(path).read_bytes()
    assert raw[:8] == MAGIC and hashlib.sha256(raw[:-32]).digest() == raw[-32:], "not a whole model file"
    version, length = struct.unpack("<II", raw[8:16])
    assert version == VERSION
    return json.loads(raw[16 : 16 + length]), raw, (16 + length + 63) // 64 * 64


def read(path):
    """(header, {name: f32 tensor}) of a model file, checked."""
    header, raw, base = opened(path)
    out = {}
    for t in header["tensors"]:
        if t["dtype"] == "i8":
            q = np.frombuffer(raw, np.int8, t["bytes"], base + t["offset"]).reshape(t["shape"]).astype(np.float32)
            x = q * np.frombuffer(raw, "<f4", t["shape"][0], base + t["scales_offset"])[:, None]
        else:
            x = np.frombuffer(raw, "<f4", t["bytes"] // 4, base + t["offset"]).reshape(t["shape"]).copy()
        out[t["name"]] = torch.from_numpy(x)
    return header, out


def load_model(path, dropout=0):
    header, file = read(path)
    model = Model(Encoder({**CONFIG, "layers": header["config"]["layers"]}, dropout=dropout), dropout=dropout)
    with torch.no_grad():
        for name, chain in (("role", model.chain), ("report", model.report_chain)):
            chain.free_transitions.copy_(file[name + "/transitions"])
            chain.free_start.copy_(file[name + "/start"])
            chain.end.copy_(file[name + "/end"])
        model.report.weight.copy_(file["report/weight"])
        model.report.bias.copy_(file["report/bias"])
        model.settled = True
        targets = tensors_of(model)  # views of the parameters, which are f32 already
        apart = "name/hidden/weight" in file  # load_names() reads those
        for name, x in file.items():
            if apart and name.startswith("name/"):
                targets.pop(name, None)
            elif not name.startswith(("reference/", "coreference/", "nested/", "meaning/")):
                target = targets.pop(name)
                if not name.startswith("report/") and not name.endswith(("/transitions", "/start", "/end")):
                    target.copy_(x)
    assert not targets, f"the file lacks {sorted(targets)}"
    return model.eval()


def load_coreference(path):
    """(detector, linker, settings) of a model file, or None."""
    header, file = read(path)
    if "coreference/span_words" not in file:
        return None
    return *coreference_heads(file), {k: header["constants"][f"coreference/{k}"] for k in ("least", "chance")}


def load_names(path):
    """The head of names.py in a model file, or None."""
    _, file = read(path)
    return name_heads(file) if "name/hidden/weight" in file else None


def main():
    p = argparse.ArgumentParser(description="Writes the model file of a checkpoint, or that of a model file with nested reports or layers of meaning (--from).")
    p.add_argument("checkpoint", nargs="?")
    p.add_argument("out")
    p.add_argument("--from", dest="source", metavar="MODEL", help="take all from this model file but what --nested, --meaning and --names give; without a checkpoint")
    p.add_argument("--minilm", help="folder of the encoder: vocab.txt, tokenizer.json")
    p.add_argument("--lean", action="append", default=[], metavar="ROLE=BONUS", help="CUE=1 finds more attributions; see lean()")
    p.add_argument("--coreference", metavar="HEADS.pt", help="of coreference.py, trained on this checkpoint")
    p.add_argument("--names", metavar="HEADS.pt", help="of names.py, trained on this checkpoint")
    p.add_argument("--nested", metavar="HEADS.pt", help="of nested.py, trained on this checkpoint or model file")
    p.add_argument("--meaning", metavar="HEADS.pt", help="of meaning.py, trained on this model file; only with --from")
    a = p.parse_args()
    nested = torch.load(a.nested) if a.nested else None
    if a.source:
        meaning = torch.load(a.meaning) if a.meaning else None
        names = torch.load(a.names) if a.names else None
        if a.checkpoint or not (nested or meaning or names):
            p.error("--from takes no checkpoint, and needs --nested, --meaning or --names")
        return add_heads(a.source, a.out, nested, meaning, names)
    if not a.checkpoint or not a.minilm:
        p.error("give a checkpoint and --minilm, or --from")
    heads = torch.load(a.coreference) if a.coreference else None
    model = Model.of_checkpoint(a.checkpoint)
    lean(model, {k: float(v) for k, v in (x.split("=") for x in a.lean)})
    write(a.out, model.eval(), a.minilm, heads=heads, names=torch.load(a.names) if a.names else None, nested=nested)


if __name__ == "__main__":
    main()
