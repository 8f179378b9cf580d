# --8<-- [start:raises]
mkdir old-package
echo 'raise SystemExit("needs a compiler")' > old-package/setup.py  # (1)
python -m pip download -q --no-index --no-build-isolation ./old-package
# --8<-- [end:raises]
