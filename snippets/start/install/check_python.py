# --8<-- [start:check]
import platform
import struct
import sys

machines = {  # (1)
    "Linux": ["x86_64", "aarch64"],
    "Windows": ["AMD64"],
    "Darwin": ["arm64"],
}
machine = platform.machine()
checks = {
    "Python 3.11, 3.12 or 3.13": (3, 11) <= sys.version_info < (3, 14),
    "64-bit Python": struct.calcsize("P") == 8,  # (2)
    "machine with a wheel": machine in machines.get(platform.system(), []),
}
for name, good in checks.items():
    print("yes " if good else "NO  ", name)
# --8<-- [end:check]

assert all(checks.values()), checks
