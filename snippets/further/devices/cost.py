# --8<-- [start:bytes]
import numpy as np

links = {"1 Gbit/s": 0.125e9, "10 Gbit/s": 1.25e9, "100 Gbit/s": 12.5e9}
networks = {"ours": 19_210, "ResNet50": 25_636_712, "7 billion": 7e9}


def exchange(devices, parameters, link):
    moved = 2 * (devices - 1) / devices * 4 * parameters  # (1)
    waits = 2 * (devices - 1) * 10e-6  # (2)
    return moved / link + waits


for name, parameters in networks.items():
    times = [exchange(4, parameters, link) for link in links.values()]
    print(name, *[f"{1000 * seconds:,.2f} ms" for seconds in times], sep="  ")
# --8<-- [end:bytes]
import keras

ResNet50 = keras.applications.ResNet50(weights=None)
assert ResNet50.count_params() == networks["ResNet50"]
assert exchange(1, 1e9, 1e9) == 0

# --8<-- [start:grow]
compute = 0.2  # (1)
for devices in (1, 4, 16, 64, 256, 1024, 4096):
    seconds = exchange(devices, networks["ResNet50"], links["10 Gbit/s"])
    shared = compute / (compute / devices + seconds)  # (2)
    added = devices * compute / (compute + seconds)  # (3)
    print(f"{devices:4}  {shared:5.2f}  {added:7.1f}")
# --8<-- [end:grow]
fixed, growing = [], []
for devices in 2 ** np.arange(13):
    seconds = exchange(devices, networks["ResNet50"], links["10 Gbit/s"])
    fixed.append(compute / (compute / devices + seconds))
    growing.append(devices * compute / (compute + seconds))
assert max(fixed) < 2 and 1800 < max(growing) < 2000, (fixed, growing)

# --8<-- [start:draw]
import matplotlib.pyplot as plt

devices = 2.0 ** np.arange(13)
plt.figure(figsize=(6.4, 3.2), layout="constrained")
plt.loglog(devices, devices, ":", color="grey", label="ideal")
for name, link in links.items():
    seconds = exchange(devices, networks["ResNet50"], link)
    line = plt.loglog(devices, devices * compute / (compute + seconds))[0]
    shared = compute / (compute / devices + seconds)
    plt.loglog(devices, shared, "--", color=line.get_color(), label=name)
plt.xlabel("devices N")
plt.ylabel("times as fast")
plt.legend()
plt.savefig("grow.png")
# --8<-- [end:draw]
assert 9 < shared.max() < 11 and shared[-1] < 3, shared  # 100 Gbit/s

# --8<-- [start:half]
for bytes_each in (4, 2):
    moved = 2 * 3 / 4 * bytes_each * networks["ResNet50"]
    seconds = moved / links["10 Gbit/s"] + 2 * 3 * 10e-6
    print(f"{1000 * seconds:.0f} ms", f"{0.2 / (0.2 / 4 + seconds):.2f}")
# --8<-- [end:half]

# --8<-- [start:save]
saving, failing = 30, 6 * 3600  # seconds
for every in (60, 300, 1200, 3600, 4 * 3600):
    lost = saving / every + every / 2 / failing  # (1)
    print(f"every {every:5} s: {100 * lost:.0f}% lost")
best = (2 * saving * failing) ** 0.5
print(f"best: every {best:.0f} s")
# --8<-- [end:save]
shares = [saving / t + t / 2 / failing for t in range(60, 7200)]
assert abs(60 + int(np.argmin(shares)) - best) < 2
