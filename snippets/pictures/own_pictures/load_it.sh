# --8<-- [start:load]
KERAS_HOME="$PWD/home" python load_it.py
# --8<-- [end:load]
