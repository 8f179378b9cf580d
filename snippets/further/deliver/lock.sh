# --8<-- [start:freeze]
python -m pip freeze > frozen.txt
# --8<-- [end:freeze]
# --8<-- [start:lock]
python -m pip install uv
uv pip compile --generate-hashes requirements.in -o requirements.txt
python -m pip install --require-hashes -r requirements.txt
# --8<-- [end:lock]
