# --8<-- [start:find]
from pathlib import Path

import numpy as np

folder = Path("arrays")
folder.mkdir(exist_ok=True)
np.save(folder / "good.npy", np.zeros((1_000, 10), "float32"))
good = (folder / "good.npy").read_bytes()
(folder / "cut.npy").write_bytes(good[:20_000])
(folder / "page.npy").write_bytes(b"<html>404 Not Found</html>\n" * 40)
(folder / "void.npy").write_bytes(b"")

for path in sorted(folder.iterdir()):
    try:
        array = np.load(path, mmap_mode="r")
        print(path.name, "is fine:", array.shape, array.dtype)
    except (ValueError, EOFError) as error:
        print(path.name, "->", error)
# --8<-- [end:find]
del array
