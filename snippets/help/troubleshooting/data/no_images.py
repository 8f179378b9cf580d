# --8<-- [start:raises]
from pathlib import Path

import keras
import numpy as np

Path("flat").mkdir(exist_ok=True)
keras.utils.save_img("flat/cat.png", np.zeros((8, 8, 3)))
keras.utils.image_dataset_from_directory("flat")
# --8<-- [end:raises]
