"""Annotated text in, the recogniser's weights or its out-of-fold readings out.

    python scripts/train/recogniser.py ship               trains on all, writes kg/mentions/recogniser.onnx
    python scripts/train/recogniser.py folds OUT.pickle   five networks, each read on the fold it never saw
    python scripts/train/recogniser.py folds OUT.pickle 1 3 {"rate": 0.002}     some folds, other settings

Needs torch and onnx. Settings and seed are in `config.json`; one thread, so that runs repeat. A fold is one
region of the reports and every fifth passage.
"""

from __future__ import annotations

import copy
import json
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from augment import Variation
from network import Network
from samples import Sample, read_passages, read_reports
from torch import nn

from kg.mentions.recogniser import LABELS, MARKS, TAGS, Reading, decode, marks
from kg.mentions.tagger import WIDTH, code_points, lac

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "kg" / "mentions" / "recogniser.onnx"
FOLDS = 5
IGNORED = -100
Example = tuple[np.ndarray, np.ndarray, np.ndarray]  # states, marks, tags


def everything() -> list[Sample]:
    """All training text: reports and passages."""
    return read_reports(HERE / "reports" / "dev") + read_passages(HERE / "passages")


def fold_of(sample: Sample) -> int:
    """The fold that keeps a sample out of training: the report's region, or the passage's number."""
    if sample.group:
        return int(sample.group[1:]) - 1
    return int("".join(c for c in sample.article if c.isdigit()) or 0) % FOLDS


def tags_of(sample: Sample) -> np.ndarray:
    """The tag number of each character."""
    tags = np.zeros(len(sample.text), np.int64)
    for low, high, label in sample.spans:
        at = 1 + 4 * LABELS.index(label)
        tags[low:high] = at + 1
        tags[low], tags[high - 1] = at, at + 2
        if high - low == 1:
            tags[low] = at + 3
    return tags


def examples(samples: Sequence[Sample]) -> list[Example]:
    """What the network reads, one example a sample, in order."""
    found: dict[int, Example] = {}
    for batch in lac().tag([s.text for s in samples]):
        seen = marks(code_points(batch.texts))
        for row, place in enumerate(batch.places):
            found[place] = batch.states[row], seen[row], tags_of(samples[place])
    return [found[place] for place in sorted(found)]


def batches(held: list[Example], size: int, rng: random.Random) -> Iterator[list[torch.Tensor]]:
    """Batches of about `size` characters, of lengths so like that little is padded, in random order."""
    order = sorted(range(len(held)), key=lambda i: len(held[i][2]) + rng.random() * 3)
    groups: list[list[int]] = [[]]
    for i in order:
        groups[-1].append(i)
        if sum(len(held[j][2]) for j in groups[-1]) >= size:
            groups.append([])
    rng.shuffle(groups)
    for group in filter(None, groups):
        rows = [[torch.from_numpy(held[i][k]) for i in group] for k in range(3)]
        padded = [
            nn.utils.rnn.pad_sequence(row, batch_first=True, padding_value=fill)
            for row, fill in zip(rows, (0, 0, IGNORED), strict=True)
        ]
        yield padded


def train(samples: Sequence[Sample], cfg: dict[str, Any]) -> Network:
    """The running average of a network trained on varied `samples`."""
    rng = random.Random(cfg["seed"])
    torch.manual_seed(cfg["seed"])
    samples = [*samples, *(s for s in samples if s.article.startswith(tuple(cfg["twice"])))]
    variation = Variation(samples, cfg["seed"])
    net = Network(WIDTH, MARKS, len(TAGS), cfg)
    mean = copy.deepcopy(net).eval()
    optimiser = torch.optim.AdamW(net.parameters(), lr=cfg["rate"], weight_decay=cfg["decay"])
    step = 0
    for epoch in range(cfg["epochs"]):
        varied = [variation.vary(s) if variation.chance(cfg["varied"]) else s for s in samples]
        held = examples(varied)
        given = [batch for _ in range(cfg["passes"]) for batch in batches(held, cfg["batch"], rng)]
        for batch in given:
            done = step / (len(given) * cfg["epochs"])
            rate = cfg["rate"] * min(1.0, 0.05 + step / len(given)) * (1 - 0.95 * min(1.0, done))
            learn(net, optimiser, batch, rate, cfg["smooth"])
            step += 1
            average(mean, net, min(cfg["average"], step / (step + 10)))
        print(f"epoch {epoch + 1} of {cfg['epochs']}", file=sys.stderr, flush=True)
    return mean


def learn(
    net: Network, optimiser: torch.optim.Optimizer, batch: list[torch.Tensor], rate: float, smooth: float
) -> None:
    """One step; `smooth` of each target is spread over all tags."""
    states, seen, tags = batch
    for group in optimiser.param_groups:
        group["lr"] = rate
    net.train()
    scores = net(states, seen)
    loss = nn.functional.cross_entropy(
        scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, label_smoothing=smooth
    )
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()


@torch.no_grad()
def average(mean: Network, net: Network, keep: float) -> None:
    """Move `mean` a little towards `net`."""
    for old, new in zip(mean.parameters(), net.parameters(), strict=True):
        old.mul_(keep).add_(new, alpha=1 - keep)


@torch.no_grad()
def readings(net: Network, samples: Sequence[Sample]) -> list[Reading]:
    """What a network makes of `samples`, one by one."""
    found = []
    for states, seen, _ in examples(samples):
        scores = net(torch.from_numpy(states[None].copy()), torch.from_numpy(seen[None]))
        p = torch.softmax(scores, -1).numpy()
        found.append(Reading(tuple(decode(p)[0]), p[0]))
    return found


class Probable(nn.Module):
    """A network with its scores as probabilities."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.net(states, seen), -1)


def write(net: Network, path: Path) -> None:
    """Write a network as ONNX with free batch and length."""
    names = ["states", "marks", "probabilities"]
    torch.onnx.export(
        Probable(net).eval(),
        (torch.zeros(2, 5, WIDTH), torch.zeros(2, 5, MARKS)),
        str(path),
        input_names=names[:2],
        output_names=names[2:],
        dynamic_axes={name: {0: "batch", 1: "time"} for name in names},
        opset_version=13,
        dynamo=False,
    )


def counts(samples: Sequence[Sample], found: Sequence[Reading]) -> Counter[str]:
    """True, wrong and missed spans."""
    total: Counter[str] = Counter()
    for sample, reading in zip(samples, found, strict=True):
        gold, made = set(sample.spans), set(reading.spans)
        total.update(true=len(gold & made), wrong=len(made - gold), missed=len(gold - made))
    return total


def show(name: str, total: Counter[str]) -> None:
    """Print precision, recall and F1."""
    t, f, n = total["true"], total["wrong"], total["missed"]
    print(
        f"{name}: P {t / max(1, t + f):.3f} R {t / max(1, t + n):.3f} F {2 * t / max(1, 2 * t + f + n):.3f}",
        flush=True,
    )


def cross(folds: Sequence[int], cfg: dict[str, Any], out: Path) -> None:
    """Train on all but each fold, read that fold, and keep the readings by article."""
    held = everything()
    kept: dict[str, list[tuple[str, Reading]]] = {}
    sums = {"reports": Counter[str](), "passages": Counter[str]()}
    for fold in folds:
        began = time.time()
        net = train([s for s in held if fold_of(s) != fold], cfg)
        tested = [s for s in held if fold_of(s) == fold]
        found = readings(net, tested)
        for sample, reading in zip(tested, found, strict=True):
            kept.setdefault(sample.article, []).append((sample.text, reading))
            sums["reports" if sample.group else "passages"] += counts([sample], [reading])
        for name, total in sums.items():
            show(f"up to fold {fold}, {name}, {time.time() - began:.0f} s", total)
        out.write_bytes(pickle.dumps(kept))


def main() -> None:
    """Run what the arguments say."""
    torch.set_num_threads(1)
    cfg = json.loads((HERE / "config.json").read_text("utf-8"))
    if sys.argv[1:2] == ["ship"]:
        write(train(everything(), cfg), SHIPPED)
    elif sys.argv[1:2] == ["folds"] and len(sys.argv) > 2:
        cfg.update(*(json.loads(a) for a in sys.argv[3:] if a.startswith("{")))
        cross([int(a) for a in sys.argv[3:] if a.isdigit()] or range(FOLDS), cfg, Path(sys.argv[2]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
