# --8<-- [start:raises]
mkdir -p other/keras
echo '__version__ = "2.15.0"' > other/keras/__init__.py  # (1)
PYTHONPATH=other python -c "from keras import layers"
# --8<-- [end:raises]
