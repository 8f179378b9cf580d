# --8<-- [start:python-version]
python -c "import sys; print((3, 11) <= sys.version_info < (3, 14))"
# --8<-- [end:python-version]
# --8<-- [start:python-32-bit]
python -c "import sys; print(sys.maxsize > 2**32)"
# --8<-- [end:python-32-bit]
# --8<-- [start:no-venv]
python -c "import sys; print(sys.prefix != sys.base_prefix)"
# --8<-- [end:no-venv]
# --8<-- [start:not-installed]
python -m pip list | grep "^keras "
# --8<-- [end:not-installed]
# --8<-- [start:version-conflict]
python -m pip check
# --8<-- [end:version-conflict]
