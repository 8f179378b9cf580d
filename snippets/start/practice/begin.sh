# --8<-- [start:begin]
cd ~/Downloads
python -m zipfile -e keras-practice.zip .
cd keras-practice
python train.py
# --8<-- [end:begin]
