# --8<-- [start:torch]
import torch
from torch import nn

network = nn.Sequential(
    nn.Linear(3, 5),  # (1)
    nn.ReLU(),  # (2)
    nn.Linear(5, 5),
    nn.ReLU(),
    nn.Linear(5, 2),
)
print(network(torch.zeros(4, 3)).shape)
print(sum(p.numel() for p in network.parameters()))
# --8<-- [end:torch]
