# --8<-- [start:script]
from pathlib import Path

script = """
import os
os.environ["KERAS_TORCH_DEVICE"] = "cpu"
import keras
import numpy as np
import torch
from keras import layers
from sklearn.datasets import load_digits

rank, count = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
torch.distributed.init_process_group("gloo")
x, y = load_digits(return_X_y=True)
x, y = x[:1408].astype("float32") / 16, y[:1408]
keras.utils.set_random_seed(0)
hidden = layers.Dense(256, activation="relu")
model = keras.Sequential([keras.Input((64,)), hidden, layers.Dense(10)])
shared = torch.nn.parallel.DistributedDataParallel(model)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
"""
Path("ddp.py").write_text(script)
print(len(script.splitlines()), "lines")
# --8<-- [end:script]

# --8<-- [start:loop]
loop = """
part = 64 // count
for epoch in range(4):
    losses = []
    for place in range(rank * part, 1408, 64):
        batch = slice(place, place + part)
        optimizer.zero_grad()
        y_pred = shared(torch.tensor(x[batch]))
        labels = torch.tensor(y[batch])
        loss = torch.nn.functional.cross_entropy(y_pred, labels)
        loss.backward()
        optimizer.step()
        total = loss.detach().clone()
        torch.distributed.all_reduce(total)
        losses.append(float(total) / count)
    if rank == 0:
        print(f"{np.mean(losses):.4f}", flush=True)
torch.distributed.barrier()
torch.distributed.destroy_process_group()
"""
Path("ddp.py").write_text(script + loop)
print(len(loop.splitlines()), "lines more")
# --8<-- [end:loop]

# --8<-- [start:run]
import socket
import subprocess
import sys

for count in "12":
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    torchrun = [sys.executable, "-m", "torch.distributed.run"]
    place = ["--master-addr", "127.0.0.1", "--master-port", port]
    command = [*torchrun, *place, "--nproc-per-node", count, "ddp.py"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    print(count, *done.stdout.split())
# --8<-- [end:run]
