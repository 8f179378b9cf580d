# --8<-- [start:raises]
import keras

keras.utils.get_file("mnist.npz", origin="http://127.0.0.1:9/mnist.npz")
# --8<-- [end:raises]
