# --8<-- [start:raises]
mkdir -p notes
cd notes
echo 'print("my first lines")' > keras.py
python -c "import keras; keras.Input(shape=(3,))"
# --8<-- [end:raises]
