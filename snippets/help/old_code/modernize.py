"""Which lines of a program are written for an old Keras? Ask:  python modernize.py train.py

Reads .py files, notebooks (.ipynb) and folders of them. Names what is old, line by line,
with the form of today, and changes nothing. With --write it makes those changes that are
safe to make by a program, and keeps a copy, train.old.py. It needs nothing but Python.

The exit status is 0 if nothing old was found (or all of it was rewritten), 1 if something
old is left, 2 if a file could not be read or written.
"""

import argparse
import ast
import io
import json
import locale
import os
import re
import shutil
import sys
import tokenize
import warnings

BOOK = ""  # the book's address; --book gives another
PAGE = "help/old-code/"

# The rules: section of the page | today's line | note in Chinese | in English | rules.
# `python -m tools old` of the book writes these two from snippets/help/old_code/old.csv.
RULES = r"""
imports | from keras.layers import Dense | 所有的层都在 `keras.layers` 里 | All layers are in `keras.layers`: Functional API | module keras.layers.core = keras.layers
imports | from keras.layers import Conv2D, MaxPooling2D |  |  | module keras.layers.convolutional = keras.layers
imports | from keras.layers import MaxPooling2D |  |  | module keras.layers.pooling = keras.layers
imports | from keras.layers import BatchNormalization |  |  | module keras.layers.normalization = keras.layers; module keras.layers.normalization_v2 = keras.layers; module keras.layers.batch_normalization = keras.layers
imports | from keras.layers import LSTM |  |  | module keras.layers.recurrent = keras.layers
imports | from keras.layers import Embedding |  |  | module keras.layers.embeddings = keras.layers
imports | from keras.layers import LeakyReLU |  |  | module keras.layers.advanced_activations = keras.layers
imports | from keras.layers import concatenate |  |  | module keras.layers.merge = keras.layers
imports | from keras.layers import TimeDistributed |  |  | module keras.layers.wrappers = keras.layers; module keras.layers.noise = keras.layers; module keras.layers.recurrent_v2 = keras.layers
imports | from keras.layers import Rescaling | 不再是实验 | No longer an experiment | module keras.layers.experimental.preprocessing = keras.layers
imports | from keras.layers import concatenate, add | 旧的一个函数，今天按 `mode` 分成几个 | What was one function is several today, one for each `mode` | name keras.layers.merge; name keras.layers.merge.merge
imports | from keras.layers import LSTM | 有显卡时 `LSTM` 自己会用 cuDNN | With a graphics card, `LSTM` uses cuDNN by itself | name keras.layers.CuDNNLSTM = keras.layers.LSTM; name keras.layers.CuDNNGRU = keras.layers.GRU
imports | from keras.layers import Dense | `Dense` 作用在最后一条轴上，不用包 | `Dense` works on the last axis and needs no wrapper | name keras.layers.TimeDistributedDense = keras.layers.Dense
imports | from keras.layers import Conv2D | 没有替代的层；`Conv2D` 共用权重，算得不一样 | Nothing replaces it; `Conv2D` shares its weights and computes something else | name keras.layers.LocallyConnected1D; name keras.layers.LocallyConnected2D
imports | from keras.layers import Conv2DTranspose | 参数的顺序不同，要逐个对 | The order of the arguments differs: check each one | name keras.layers.Deconvolution2D
imports | from keras.layers import Conv2D | `atrous_rate` 今天是 `dilation_rate` | `atrous_rate` is `dilation_rate` today | name keras.layers.AtrousConvolution2D
imports | from keras.layers import Layer | 自己写一个层 | Writing a layer | module keras.engine.topology = keras.layers; module keras.engine.base_layer = keras.layers; module keras.engine = keras.layers
imports | from keras import Model |  |  | module keras.engine.training = keras; module keras.engine.sequential = keras
imports | from keras import Model | 用函数式 API 重写 | Rewrite it with the functional API | name keras.models.Graph
imports | from keras.utils import to_categorical | 也可以不要 one-hot | One-hot labels can be done without: the last layer | alias keras.utils.np_utils = keras.utils; name keras.utils.np_utils
imports | from keras.utils import to_categorical |  |  | module keras.utils.np_utils = keras.utils
imports | from keras.utils import plot_model | 还要装 pydot | Needs pydot as well | module keras.utils.vis_utils = keras.utils
imports | from keras.utils import get_file |  |  | module keras.utils.data_utils = keras.utils; module keras.utils.generic_utils = keras.utils
imports | tf.distribute.MirroredStrategy() | 在 `with strategy.scope():` 里搭模型、编译；`keras.distribution` 在 TensorFlow 后端上不起作用 | Build and compile inside `with strategy.scope():`; `keras.distribution` does nothing on the TensorFlow backend | name keras.utils.multi_gpu_model; name keras.utils.training_utils.multi_gpu_model
imports | from keras.wrappers import SKLearnClassifier | 参数不同，要重写 | Takes other arguments: rewrite the call | module keras.wrappers.scikit_learn; name keras.wrappers.scikit_learn
imports | from keras.optimizers import Adam |  |  | name keras.optimizers.adam_v2; name keras.optimizers.gradient_descent_v2; module keras.optimizers.adam_v2 = keras.optimizers
imports | from keras.optimizers import Adam | 类的名字用大写开头 | Names of classes begin with a capital | name keras.optimizers.adam = keras.optimizers.Adam; name keras.optimizers.sgd = keras.optimizers.SGD; name keras.optimizers.rmsprop = keras.optimizers.RMSprop; name keras.optimizers.adagrad = keras.optimizers.Adagrad; name keras.optimizers.adadelta = keras.optimizers.Adadelta; name keras.optimizers.adamax = keras.optimizers.Adamax; name keras.optimizers.nadam = keras.optimizers.Nadam
imports | from keras.losses import categorical_crossentropy |  |  | module keras.objectives = keras.losses; name keras.objectives
imports | from keras.constraints import MaxNorm |  |  | name keras.constraints.maxnorm = keras.constraints.MaxNorm; name keras.constraints.nonneg = keras.constraints.NonNeg
imports | from keras.initializers import RandomNormal |  |  | name keras.initializers.normal = keras.initializers.RandomNormal; name keras.initializers.uniform = keras.initializers.RandomUniform; module keras.initializations
imports | from keras.regularizers import L2 |  |  | name keras.regularizers.WeightRegularizer; name keras.regularizers.l1l2 = keras.regularizers.L1L2
imports | from keras.layers import Dense; keras.Sequential([Dense(1)]) | `tensorflow.python` 里是 Keras 2 的旧代码，单独导入不报错 | `tensorflow.python` holds old code of Keras 2; importing alone raises no error | module tensorflow.python.keras = tensorflow.keras
layers | keras.Sequential([keras.Input((4,)), layers.Dense(5)]) | 能跑，有警告；形状单独写在 `Input` 里 | Runs with a warning; the shape has a line of its own, `Input` | argument layers-Embedding input_dim
layers | keras.Sequential([keras.Input((28, 28)), layers.Flatten()]) |  |  | argument layers input_shape
layers | keras.Sequential([keras.Input(batch_shape=(2, 4)), layers.Dense(5)]) |  |  | argument layers batch_input_shape
layers | layers.InputLayer(shape=(4,)) | 能跑，有警告 | Runs with a warning | argument InputLayer input_shape = shape
layers | layers.Dense(units=5) |  |  | argument Dense|LSTM|GRU|SimpleRNN|TimeDistributedDense output_dim = units
layers | layers.Dense(5, kernel_initializer='uniform') |  |  | argument layers init = kernel_initializer
layers | layers.Dense(5, kernel_regularizer='l2') |  |  | argument layers W_regularizer = kernel_regularizer
layers | layers.Dense(5, bias_regularizer='l2') |  |  | argument layers b_regularizer = bias_regularizer; argument layers b_constraint = bias_constraint
layers | layers.Dense(5, kernel_constraint='max_norm') |  |  | argument layers W_constraint = kernel_constraint
layers | layers.Dense(5, use_bias=False) |  |  | argument Dense|Conv1D|Conv2D|Conv3D|Convolution1D|Convolution2D|Convolution3D bias = use_bias
layers | d = layers.Dense(2); d.build((None, 4)); d.set_weights([np.zeros((4, 2)), np.zeros(2)]) | 先建好，再放进权重 | Build it first, then set its weights | argument Dense|Conv1D|Conv2D|LSTM|GRU weights
layers | layers.Conv2D(5, 3, padding='same') |  |  | argument layers border_mode = padding
layers | layers.Conv2D(5, 3, strides=(2, 2)) |  |  | argument layers subsample = strides; argument layers subsample_length = strides
layers | layers.Conv2D(filters=5, kernel_size=(3, 3)) |  |  | argument layers nb_filter = filters; argument layers nb_row; argument layers nb_col
layers | layers.Conv2D(5, 3, data_format='channels_last') | `th` 是 `channels_first` | `th` is `channels_first` | argument layers dim_ordering = data_format
layers | layers.Conv1D(filters=5, kernel_size=3) |  |  | argument layers filter_length = kernel_size
layers | layers.MaxPooling1D(pool_size=2) |  |  | argument layers pool_length = pool_size; argument layers stride = strides
layers | layers.UpSampling1D(size=2) |  |  | argument UpSampling1D length = size
layers | layers.Dropout(rate=0.5) |  |  | argument Dropout|SpatialDropout1D|SpatialDropout2D|SpatialDropout3D|GaussianDropout p = rate
layers | layers.LSTM(5, dropout=0.2) |  |  | argument LSTM|GRU|SimpleRNN dropout_W = dropout
layers | layers.LSTM(5, recurrent_dropout=0.2) |  |  | argument LSTM|GRU|SimpleRNN dropout_U = recurrent_dropout; argument layers U_regularizer = recurrent_regularizer
layers | layers.LSTM(5, recurrent_activation='sigmoid') |  |  | argument LSTM|GRU|SimpleRNN inner_activation = recurrent_activation; argument LSTM|GRU|SimpleRNN inner_init = recurrent_initializer
layers | layers.LSTM(5) | 去掉就行 | Leave it out | argument LSTM|GRU|SimpleRNN consume_less = -
layers | layers.Embedding(100, 8) | 能跑，有警告 | Runs with a warning | argument Embedding input_length = -
layers | keras.Sequential([layers.Embedding(100, 8), layers.SpatialDropout1D(0.2)]) |  |  | argument Embedding dropout
layers | layers.BatchNormalization() |  |  | argument BatchNormalization mode; argument BatchNormalization fused
layers | layers.LeakyReLU(negative_slope=0.1) | 能跑，有警告；`ELU(alpha=…)` 没有改 | Runs with a warning; `ELU(alpha=…)` did not change | argument LeakyReLU alpha = negative_slope
layers | layers.Reshape((2, 2)) |  |  | argument Reshape dims = target_shape
layers | layers.Concatenate()([a, b]) |  |  | name keras.layers.Merge; name keras.layers.core.Merge
layers | keras.Model(inputs=a, outputs=a) | 加一个 s | One more s | argument Model input = inputs; argument Model output = outputs
layers | model.layers[0].output.shape |  |  | layer output_shape = output.shape; layer input_shape = input.shape
layers | model.layers[0].output |  |  | layer get_output_at; layer get_input_at
layers | keras.Variable(0.0).assign(1.0) | 在 `call` 里直接给变量 `assign` | Call `assign` on the variable in `call` | layer add_update
training | keras.optimizers.Adam(learning_rate=0.01) |  |  | argument optimizers lr = learning_rate
training | keras.optimizers.SGD(keras.optimizers.schedules.InverseTimeDecay(0.01, 1, 1e-6)) | 警告说参数被忽略：学习率不再下降 | The warning says that it is ignored: the learning rate no longer falls | argument optimizers decay
training | keras.optimizers.Nadam() |  |  | argument optimizers schedule_decay
training | model.optimizer.learning_rate |  |  | optimizer lr = learning_rate
training | keras.optimizers.Adam() | Apple 芯片的旧教程里常见 | Common in older tutorials for Apple silicon | module keras.optimizers.legacy = keras.optimizers; name keras.optimizers.legacy.Adam = keras.optimizers.Adam; name keras.optimizers.legacy.SGD = keras.optimizers.SGD; name keras.optimizers.legacy.RMSprop = keras.optimizers.RMSprop
training | keras.optimizers.Adam() | SGD、RMSprop 同样 | SGD and RMSprop likewise | name keras.optimizers.TFOptimizer; name tensorflow.train.AdamOptimizer; name tensorflow.train.GradientDescentOptimizer; name tensorflow.train.RMSPropOptimizer; name tensorflow.train.MomentumOptimizer
training | keras.losses.mean_squared_error | 在 `compile` 里写 `"mse"` 仍然可以 | In `compile`, `"mse"` still works | name keras.losses.mse = keras.losses.mean_squared_error; name keras.losses.mae = keras.losses.mean_absolute_error; name keras.losses.cosine_proximity = keras.losses.cosine_similarity
training | model.compile(optimizer='sgd', loss='mse') |  |  | compile class_mode = -; compile sample_weight_mode; compile target_tensors
training | model.fit(x, y, epochs=1) |  |  | fit nb_epoch = epochs
training | model.fit(x, y) | 指标写在 `compile(metrics=…)` 里 | Metrics go into `compile(metrics=…)` | fit show_accuracy; evaluate show_accuracy
training | model.fit(batches(), steps_per_epoch=2, shuffle=False) |  |  | method fit_generator = fit
training | model.fit(batches(), steps_per_epoch=2, epochs=1, shuffle=False) | 旧的数样本，今天数批：样本数除以批的大小 | It counted samples; today it is batches: samples divided by the size of a batch | fit samples_per_epoch; fit nb_val_samples
training | model.fit(batches(), steps_per_epoch=2, shuffle=False) | `workers` 搬进了 `PyDataset`；`shuffle=False` 只为少一句警告 | `workers` moved into `PyDataset`; `shuffle=False` only avoids a warning | fit workers = -; fit use_multiprocessing = -; fit max_queue_size = -; fit max_q_size = -; fit pickle_safe = -
training | model.evaluate(batches(), steps=2) |  |  | method evaluate_generator = evaluate
training | model.predict(batches(), steps=2) |  |  | method predict_generator = predict
training | model.predict(x).argmax(axis=1) | 两类、只有一个输出时，看它是否超过阈值 | With two classes and one output, compare it with a threshold | method predict_classes
training | model.predict(x) | 最后一层没有 softmax 时还要加上 | Without a softmax at the end, add one: the last layer | method predict_proba = predict
training | model.fit(x, y).history['accuracy'] | 名字就是 `compile` 里写的那个；验证集的是 `val_accuracy`。见学习曲线 | The name is the one given to `compile`; for validation it is `val_accuracy`. See learning curves | key acc = accuracy
training | model.fit(x, y, validation_split=0.5).history['val_accuracy'] |  |  | key val_acc = val_accuracy
training | keras.callbacks.ModelCheckpoint('m.keras') | 每一轮存一次；`save_freq=2` 数的是批 | Saves after each epoch; `save_freq=2` would count batches | argument ModelCheckpoint period
training | keras.callbacks.TensorBoard() | 不再记录梯度 | Gradients are no longer written | argument TensorBoard write_grads; argument TensorBoard batch_size
training | layers.LSTM(3, stateful=True).reset_state() | 问每个有状态的层 | Ask each layer that has a state | method reset_states
data | from keras.utils import image_dataset_from_directory | 读文件夹用它，变换用层 | It reads folders, and layers alter pictures: image folders, augmentation | name keras.preprocessing.image.ImageDataGenerator
data | from keras.layers import TextVectorization |  |  | module keras.preprocessing.text; name keras.preprocessing.text
data | from keras.utils import timeseries_dataset_from_array | 参数不同 | Takes other arguments | name keras.preprocessing.sequence.TimeseriesGenerator
data | from h5py import File | 用 h5py 自己读 | Read it with h5py | name keras.utils.HDF5Matrix; name keras.utils.io_utils.HDF5Matrix
data | keras.utils.to_categorical([0, 1], num_classes=2) |  |  | argument to_categorical nb_classes = num_classes
data | from keras.datasets import mnist | `mnist.load_data()` 会下载；不能下载时用案例三的数字 | `mnist.load_data()` downloads; the digits of case 3 do not | module tensorflow.examples
data | iter(tf.data.Dataset.from_tensor_slices(x)) | 数据集可以直接用在 `for` 里 | A dataset can stand in a `for` loop as it is: tf.data | method make_one_shot_iterator; method make_initializable_iterator
data | keras.ops.relu6 |  |  | name keras.applications.mobilenet.relu6 = keras.ops.relu6
saving | model.save('model.keras') | 能存，日志里有提醒；读回来可能出错。见保存 | It is saved, with a warning in the log, and may fail to load. See saving | file save .h5 .hdf5
saving | model.save('model.keras') | 给 TensorFlow Serving 之类的程序用，才写 `model.export('model')` | For programs such as TensorFlow Serving, `model.export('model')` | save save_format
saving | model.save_weights('model.weights.h5') | 文件名必须这样结尾 | The name has to end like this | file save_weights .h5 .hdf5 .ckpt
saving | model.to_json() | 只有结构，没有权重 | The structure alone, without weights | method to_yaml = to_json
saving | from keras.models import model_from_json |  |  | name keras.models.model_from_yaml
saving | model.export('folder') |  |  | name keras.experimental.export_saved_model
saving | model.predict(x) | Estimator 已经没有了 | Estimators are gone | name keras.estimator; name tensorflow.estimator; module keras.estimator
backend | keras.ops.mean(t, axis=1) | 算术都在 `keras.ops` 里，多数名字没变 | Arithmetic is in `keras.ops`, mostly under the same names: your own functions; `K.argmax`, `K.argmin` and `K.expand_dims` took the last axis by default: write `axis` | name keras.backend.abs = keras.ops.abs; name keras.backend.all = keras.ops.all; name keras.backend.any = keras.ops.any; name keras.backend.argmax; name keras.backend.argmin; name keras.backend.cast = keras.ops.cast; name keras.backend.exp = keras.ops.exp; name keras.backend.equal = keras.ops.equal; name keras.backend.log = keras.ops.log; name keras.backend.max = keras.ops.max; name keras.backend.maximum = keras.ops.maximum; name keras.backend.mean = keras.ops.mean; name keras.backend.min = keras.ops.min; name keras.backend.minimum = keras.ops.minimum; name keras.backend.not_equal = keras.ops.not_equal; name keras.backend.prod = keras.ops.prod; name keras.backend.relu; name keras.backend.round = keras.ops.round; name keras.backend.sigmoid = keras.ops.sigmoid; name keras.backend.sign = keras.ops.sign; name keras.backend.sin = keras.ops.sin; name keras.backend.cos = keras.ops.cos; name keras.backend.sqrt = keras.ops.sqrt; name keras.backend.square = keras.ops.square; name keras.backend.squeeze = keras.ops.squeeze; name keras.backend.std = keras.ops.std; name keras.backend.sum = keras.ops.sum; name keras.backend.tanh = keras.ops.tanh; name keras.backend.var = keras.ops.var; name keras.backend.ones_like = keras.ops.ones_like; name keras.backend.zeros_like = keras.ops.zeros_like; name keras.backend.reshape = keras.ops.reshape; name keras.backend.shape = keras.ops.shape; name keras.backend.stack = keras.ops.stack; name keras.backend.expand_dims; name keras.backend.clip; name keras.backend.softmax = keras.ops.softmax; name keras.backend.greater = keras.ops.greater; name keras.backend.less = keras.ops.less
backend | keras.ops.matmul(t, keras.ops.transpose(t)) | 两个矩阵时相同；轴更多时 `K.dot` 算的是 `keras.ops.tensordot` |  | name keras.backend.dot; name keras.backend.transpose = keras.ops.transpose; name keras.backend.batch_dot
backend | keras.ops.concatenate([t, t], axis=0) | 旧的默认轴是最后一条，今天是第一条：写明 `axis` | The axis was the last one by default, today it is the first: write `axis` | name keras.backend.concatenate
backend | keras.ops.transpose(t, (1, 0)) |  |  | name keras.backend.permute_dimensions = keras.ops.transpose
backend | a.shape |  |  | name keras.backend.int_shape; name keras.backend.ndim
backend | keras.ops.categorical_crossentropy(t, t) |  |  | name keras.backend.categorical_crossentropy = keras.ops.categorical_crossentropy; name keras.backend.binary_crossentropy = keras.ops.binary_crossentropy
backend | keras.Variable(x) |  |  | name keras.backend.variable = keras.Variable
backend | keras.Input((4,)) |  |  | name keras.backend.placeholder
backend | keras.ops.convert_to_numpy(t) |  |  | name keras.backend.eval = keras.ops.convert_to_numpy; name keras.backend.get_value = keras.ops.convert_to_numpy
backend | model.optimizer.learning_rate = 0.1 |  |  | name keras.backend.set_value
backend | keras.Function(model.inputs, model.outputs) | 或者一个新的 `keras.Model` | Or a new `keras.Model` | name keras.backend.function; name tensorflow.keras.backend.function
backend | tf.GradientTape() |  |  | name keras.backend.gradients; name tensorflow.keras.backend.gradients; name tensorflow.gradients
backend | keras.random.normal((2, 3)) | 参数 `mean`、`stddev` 没变 | The arguments `mean` and `stddev` are the same | name keras.backend.random_normal = keras.random.normal; name keras.backend.random_uniform
backend | model(x, training=False) |  |  | name keras.backend.set_learning_phase; name keras.backend.learning_phase; name keras.backend.in_train_phase; name tensorflow.keras.backend.set_learning_phase; name tensorflow.keras.backend.learning_phase
backend | keras.config.image_data_format() | 旧的回答 `tf`、`th`，今天是 `channels_last`、`channels_first`：比较的那一边也要改 | It said `tf` or `th`, today `channels_last` or `channels_first`: change what it is compared with too | name keras.backend.image_dim_ordering; name keras.backend.set_image_dim_ordering
backend | [tf.config.experimental.set_memory_growth(g, True) for g in tf.config.list_physical_devices('GPU')] | 没有会话了，删掉；若是为了少占显存，写这一行 | There are no sessions any more: delete it; to use less GPU memory, write this line | name keras.backend.set_session; name keras.backend.get_session; name tensorflow.keras.backend.set_session; name tensorflow.keras.backend.get_session; name tensorflow.compat.v1.keras.backend.set_session
backend | import keras |  |  | module keras.backend.tensorflow_backend; name keras.backend.tensorflow_backend
backend | keras.mixed_precision.set_global_policy('float32') |  |  | name keras.mixed_precision.experimental.set_policy = keras.mixed_precision.set_global_policy
tensorflow-1 | keras.Input((4,)) |  |  | name tensorflow.placeholder
tensorflow-1 | model.predict(x) | 不用会话：`fit` 和 `predict` 做它的事 | No session: `fit` and `predict` do what it did | name tensorflow.Session; name tensorflow.InteractiveSession
tensorflow-1 | model.get_weights() | 权重建好时就有初值 | Weights have values as soon as they are made | name tensorflow.global_variables_initializer; name tensorflow.initialize_all_variables
tensorflow-1 | keras.Variable('glorot_uniform', shape=(4, 1)) |  |  | name tensorflow.get_variable; name tensorflow.variable_scope
tensorflow-1 | layers.Dense(5)(x) |  |  | name tensorflow.layers
tensorflow-1 | layers.Flatten()(x) | `contrib` 整个没有了 | All of `contrib` is gone | name tensorflow.contrib; module tensorflow.contrib
tensorflow-1 | layers.LSTM(5) |  |  | name tensorflow.nn.rnn_cell
tensorflow-1 | layers.Dropout(0.2)(x) | 旧的是留下多少，今天是去掉多少；今天只在训练时去掉 | It was the share kept, today it is the share dropped; today it drops during training only | argument tensorflow.nn.dropout keep_prob
tensorflow-1 | keras.losses.CategoricalCrossentropy(from_logits=True)(x, x) |  |  | name tensorflow.losses.softmax_cross_entropy; name tensorflow.nn.softmax_cross_entropy_with_logits_v2
tensorflow-1 | model.save('model.keras') |  |  | name tensorflow.train.Saver
tensorflow-1 | keras.random.normal((2, 3)) |  |  | name tensorflow.random_normal; name tensorflow.random_uniform; name tensorflow.truncated_normal
tensorflow-1 | keras.utils.set_random_seed(1) |  |  | name tensorflow.set_random_seed
tensorflow-1 | keras.ops.log(t) |  |  | name tensorflow.log; name tensorflow.div; name tensorflow.mul; name tensorflow.sub
tensorflow-1 | keras.ops.cast(t, 'float32') |  |  | name tensorflow.to_float; name tensorflow.to_int32
tensorflow-1 | keras.ops.sum(t, keepdims=True) |  |  | argument tensorflow.reduce_sum|tensorflow.reduce_mean|tensorflow.reduce_max keep_dims
tensorflow-1 | [tf.config.experimental.set_memory_growth(g, True) for g in tf.config.list_physical_devices('GPU')] | 显存用多少占多少，今天这样设 | To take GPU memory as it is needed, today | name tensorflow.ConfigProto; name tensorflow.GPUOptions
tensorflow-1 | tf.executing_eagerly() | 今天本来就是，删掉 | It is so today: delete it | name tensorflow.enable_eager_execution
tensorflow-1 | keras.utils.clear_session() |  |  | name tensorflow.reset_default_graph; name tensorflow.get_default_graph
tensorflow-1 | tf.io.gfile.GFile('x') | 或者 Python 的 `open` | Or Python's `open` | name tensorflow.gfile
tensorflow-1 | tf.get_logger().setLevel('ERROR') |  |  | name tensorflow.logging
tensorflow-1 | keras.Input((4,)) | `tf.compat.v1` 只是让旧程序再跑一阵 | `tf.compat.v1` only lets old programs run a while longer | name tensorflow.compat.v1.placeholder; name tensorflow.compat.v1.Session
"""
# What the modules of Keras 3 hold.
NAMES = """
keras: DTypePolicy FloatDTypePolicy Function Initializer Input InputSpec KerasTensor Layer Loss Metric Model Operation Optimizer Quantizer Regularizer RematScope Sequential StatelessScope SymbolicScope Variable __version__ _tf_keras activations applications backend callbacks config constraints datasets device distillation distribution dtype_policies export initializers layers legacy losses metrics mixed_precision models name_scope ops optimizers preprocessing quantizers random regularizers remat saving tree utils version visualization wrappers
keras.layers: Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D Add AdditiveAttention AlphaDropout Attention AugMix AutoContrast Average AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CutMix Dense DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Equalization Flatten FlaxLayer GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization GroupQueryAttention HashedCrossing Hashing Identity Input InputLayer InputSpec IntegerLookup JaxLayer LSTM LSTMCell Lambda Layer LayerNormalization LeakyReLU Masking MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D Maximum MelSpectrogram Minimum MixUp MultiHeadAttention Multiply Normalization PReLU Permute Pipeline RMSNormalization RNN RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing ReversibleEmbedding STFTSpectrogram SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D SimpleRNN SimpleRNNCell Softmax Solarization SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract TFSMLayer TextVectorization TimeDistributed TorchModuleWrapper UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D ZeroPadding2D ZeroPadding3D add average concatenate deserialize dot maximum minimum multiply serialize subtract
keras.losses: BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge Circle CosineSimilarity Dice Hinge Huber KLDivergence LogCosh Loss MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge Tversky binary_crossentropy binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy categorical_generalized_cross_entropy categorical_hinge circle cosine_similarity ctc deserialize dice get hinge huber kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson serialize sparse_categorical_crossentropy squared_hinge tversky
keras.optimizers: Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer MultiOptimizer Muon Nadam Optimizer OptimizerMap RMSprop SGD ScheduleFreeAdamW deserialize get legacy schedules serialize
keras.utils: Config CustomObjectScope FeatureSpace Progbar PyDataset Sequence array_to_img audio_dataset_from_directory bounding_boxes clear_session custom_object_scope deserialize_keras_object disable_interactive_logging enable_interactive_logging get_custom_objects get_file get_registered_name get_registered_object get_source_inputs image_dataset_from_directory img_to_array is_interactive_logging_enabled is_keras_tensor legacy load_img model_to_dot normalize pack_x_y_sample_weight pad_sequences plot_model register_keras_serializable save_img serialize_keras_object set_random_seed split_dataset standardize_dtype text_dataset_from_directory timeseries_dataset_from_array to_categorical unpack_x_y_sample_weight
"""

# fmt: off
TEXT = {
    "old": ("第 {line} 行  {code}", "line {line}  {code}"),
    "cell": ("第 {cell} 格第 {line} 行  {code}", "cell {cell}, line {line}  {code}"),
    "today": ("      今天：{today}", "      today: {today}"),
    "example": ("      今天的写法，例如：{today}", "      today, for example: {today}"),
    "wrote": ("      改成了：{today}", "      now: {today}"),
    "note": ("      {note}", "      {note}"),
    "more": ("      见 {page}", "      see {page}"),
    "clean": ("{file}：没有找到旧写法。", "{file}: nothing old found."),
    "found": ("{file}：{count} 处旧写法，其中 {safe} 处加上 --write 就能改好。",
        "{file}: {count} old, {safe} of them can be rewritten with --write."),
    "left": ("{file}：{safe} 处改好了，原来的存成 {copy}；还有 {count} 处要你来改。",
        "{file}: {safe} rewritten, the original is in {copy}; {count} left for you."),
    "gone": ("这个名字今天没有了", "this name is gone today"),
    "conv": ("旧版的第二、三个数是卷积核的高和宽；今天第三个数是步幅，不报错，结果却不同",
        "the second and third number were the kernel's height and width; today the third is "
        "the stride: no error, another result"),
    "missing": ("没有这个文件或文件夹：{file}", "There is no such file or folder: {file}"),
    "kind": ("只读 .py、.ipynb 文件和文件夹：{file}",
        "Only .py files, .ipynb files and folders are read: {file}"),
    "empty": ("这个文件夹里没有 .py 或 .ipynb 文件：{file}",
        "There is no .py or .ipynb file in this folder: {file}"),
    "open": ("读不了或写不了 {file}：{error}", "Cannot read or write {file}: {error}"),
    "encoding": ("{file} 不是 {encoding} 编码。用编辑器另存为 UTF-8；如果它是 GBK，"
        "在第一行写 # coding: gbk", "{file} is not {encoding} text. Save it as UTF-8, or, if it "
        "is GBK, write # coding: gbk into its first line"),
    "python2": ("{file} 第 {line} 行是 Python 2 的写法（print 没有括号），先改成 print(…)",
        "{file}, line {line} is Python 2 (print without brackets): write print(...) first"),
    "syntax": ("{file} 第 {line} 行 Python 读不懂：{error}",
        "{file}, line {line} is not Python: {error}"),
    "deep": ("{file} 太复杂，读不了", "{file} is too complex to be read"),
    "json": ("{file} 不是完整的笔记本：{error}", "{file} is not a whole notebook: {error}"),
    "copy": ("{copy} 已经在了，所以 {file} 没有改。把它改名或移走，再来一次",
        "{copy} is there already, so {file} was left as it is. Rename that file and try again"),
    "unexpected": ("{file} 没有读完，这是本程序的错，请告诉本书的作者：{error}",
        "{file} was not read to its end, by a fault of this program: please tell {error} to the "
        "authors"),
    "failed": ("{file} 没有改：改出来的不是 Python。请把它告诉本书的作者",
        "{file} was left as it is: the result would not be Python. Please tell the authors"),
}
# fmt: on


class Trouble(Exception):
    """What stops the work on a file: a key of TEXT, and its fields."""

    def __init__(self, key, **fields):
        super().__init__(key)
        self.key, self.fields = key, fields


# ---- The rules.


class Rule:
    """A row of RULES: the section of the page, today's line, and a note in two languages."""

    def __init__(self, section, today="", notes=("", "")):
        self.section, self.today, self.notes = section, today, notes


class Rules:
    """All rules by kind: `what[kind][old]` is (rule, new form or None)."""

    def __init__(self, text=RULES, names=NAMES):
        self.what = {}
        self.arguments = {}  # name of an argument → [(who takes it, rule, new)]
        for line in filter(None, text.split("\n")):
            section, today, zh, en, rules = line.split(" | ")
            rule = Rule(section, today, (zh, en))
            for one in rules.split("; "):
                words, _, new = one.partition(" = ")
                kind, *words = words.split(" ")
                if kind == "argument":
                    entry = (words[0].split("|"), rule, new or None)
                    known = self.arguments.setdefault(words[1], [])
                    # What holds for one class goes before what holds for all layers.
                    known.insert(
                        len(known) if words[0].islower() else 0, entry
                    )
                elif kind == "file":
                    self.what.setdefault(kind, {})[words[0]] = (
                        rule,
                        tuple(words[1:]),
                    )
                else:
                    self.what.setdefault(kind, {})[words[0]] = (
                        rule,
                        new or None,
                    )
        pairs = [line.split(": ") for line in filter(None, names.split("\n"))]
        self.names = {module: set(found.split(" ")) for module, found in pairs}

    def find(self, kind, name):
        return self.what.get(kind, {}).get(name)

    def dotted(self, kind, name):
        """The rule for a dotted name of Keras or TensorFlow; tf.keras stands for keras."""
        found = self.find(kind, name)
        plain = keras_name(name)
        differs = plain.startswith(("keras.backend.", "keras.preprocessing."))
        if found is None and plain != name and not differs:
            found = self.find(kind, plain)
        return found


def keras_name(name):
    """`keras.layers.Dense` for `tensorflow.keras.layers.Dense` and the like."""
    return re.sub(r"^tensorflow\.(python\.)?keras(?=\.|$)", "keras", name)


# ---- A program: its text, and where things stand in it.


class Source:
    """A program as lines. Positions are (line from 1, column in characters)."""

    def __init__(self, lines, places=None):
        self.lines = lines  # without their ends
        self.places = places  # of a notebook: (cell, line) of each
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse("\n".join(lines) + "\n")
        except SyntaxError as error:
            line = min(error.lineno or 1, len(lines) or 1)
            old = re.match(
                r"\s*(print|exec)\s+[^\s(=.,\[]",
                lines[line - 1] if lines else "",
            )
            raise Trouble(
                "python2" if old else "syntax", line=line, error=error.msg
            ) from None
        except ValueError as error:  # null bytes, before Python 3.12
            raise Trouble("syntax", line=1, error=error) from None
        except (RecursionError, MemoryError):
            raise Trouble("deep") from None
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                child.parent = node

    def column(self, line, byte):
        return len(
            self.lines[line - 1]
            .encode("utf-8")[:byte]
            .decode("utf-8", "replace")
        )

    def start(self, node):
        return node.lineno, self.column(node.lineno, node.col_offset)

    def end(self, node):
        return node.end_lineno, self.column(
            node.end_lineno, node.end_col_offset
        )

    def between(self, start, end):
        """The text from one position to another."""
        if start[0] == end[0]:
            return self.lines[start[0] - 1][start[1] : end[1]]
        middle = self.lines[start[0] : end[0] - 1]
        first, last = (
            self.lines[start[0] - 1][start[1] :],
            self.lines[end[0] - 1][: end[1]],
        )
        return "\n".join([first, *middle, last])


def tokens(text):
    """The tokens of a piece of text, as far as it can be read."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            found.append(token)
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass
    return found


class Edit:
    """Text that takes the place of what stands from `start` to `end`."""

    def __init__(self, start, end, text):
        self.start, self.end, self.text = start, end, text


class Finding:
    """Something old: its line, its rule, and the edits that mend it, if a program may."""

    def __init__(self, line, rule, edits=(), key=None):
        self.line, self.rule, self.edits, self.key = (
            line,
            rule,
            list(edits),
            key,
        )


# ---- What the names of a program stand for.

MODELS = (
    "keras.Sequential",
    "keras.Model",
    "keras.models.",
    "keras.engine.",
    "keras.saving.",
)
MODELS += ("keras.applications.",)
FROM_IMPORT = (ast.Import, ast.ImportFrom)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Names:
    """The imports of a program, its own names, and which of them are models of Keras."""

    def __init__(self, tree):
        self.imported = {}  # name → dotted name
        self.stars = []  # modules of which all was imported
        self.own = {}  # function (or None) → names that it binds
        self.methods = set()  # of classes of the program
        self.classes = {}  # name of such a class → what it comes from
        self.tree = tree
        for node in ast.walk(tree):
            self._read(node)
        self.uses_keras = any(
            keras_name(name).split(".")[0] in ("keras", "keras_applications")
            for name in [*self.imported.values(), *self.stars]
        )
        self.models = {}  # text of a variable → True, or False if it is something else
        for _ in range(2):  # a function may stand below the line that calls it
            self.makers = self._makers()
            self.models = {}
            self._find_models()

    def _read(self, node):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                self.imported[name] = alias.name if alias.asname else name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if alias.name == "*":
                    self.stars.append(node.module)
                else:
                    name = alias.asname or alias.name
                    self.imported[name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.ClassDef):
            self.classes[node.name] = node.bases
            self.methods |= {
                n.name for n in node.body if isinstance(n, FUNCTIONS[:2])
            }
            self._bind(node, node.name)
        elif isinstance(node, FUNCTIONS[:2]):
            self._bind(node, node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            self._bind(node, node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self._bind(node, node.name)
        if isinstance(node, FUNCTIONS):
            args = node.args
            every = [
                *args.args,
                *args.kwonlyargs,
                *getattr(args, "posonlyargs", []),
            ]
            every += [a for a in (args.vararg, args.kwarg) if a]
            self.own.setdefault(node, set()).update(a.arg for a in every)

    def _bind(self, node, name):
        self.own.setdefault(function_of(node), set()).add(name)

    def is_own(self, name, node):
        """True if the program itself binds the name where this node stands."""
        scope = function_of(node)
        while scope is not None:
            if name in self.own.get(scope, ()):
                return True
            scope = function_of(scope)
        return name in self.own.get(None, ())

    def resolve(self, node):
        """The dotted name that an expression stands for, or None."""
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or self.is_own(node.id, node):
            return None
        base = self.imported.get(node.id)
        if base is None:
            stars = [
                s for s in self.stars if keras_name(s).startswith("keras")
            ]
            base = f"{stars[-1]}.{node.id}" if len(stars) == 1 else None
        return base and ".".join([base, *reversed(parts)])

    def _makers(self):
        """The functions of the program that give back a model."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, FUNCTIONS[:2]):
                returns = [
                    n.value
                    for n in ast.walk(node)
                    if isinstance(n, ast.Return)
                    and n.value
                    and function_of(n) is node
                ]
                if returns and all(self.is_model(value) for value in returns):
                    found.add(node.name)
        return found

    def _find_models(self):
        for node in ast.walk(self.tree):
            targets, value = [], getattr(node, "value", None)
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
                targets = [node.target]
            elif isinstance(node, (ast.For, ast.comprehension)):
                targets, value = [node.target], None
            elif isinstance(node, ast.withitem) and node.optional_vars:
                targets, value = [node.optional_vars], None
            for target in targets:
                key = variable(target)
                if key:
                    kind = self.is_model(value)
                    self.models[key] = kind and self.models.get(key, True)

    def is_model(self, node):
        """True for a model of Keras, None if nobody knows, False for something else."""
        if isinstance(node, ast.Call):
            name = self.resolve(node.func)
            if name:
                return keras_name(name).startswith(MODELS)
            if isinstance(node.func, ast.Name):
                if node.func.id in getattr(self, "makers", ()):
                    return True
                if node.func.id in self.classes:
                    return self.comes_from(node.func.id, MODELS[1:3])
            return False if not isinstance(node.func, ast.Name) else None
        key = variable(node)
        if key:
            return self.models.get(key)
        return (
            None
            if node is None or isinstance(node, (ast.Subscript, ast.Attribute))
            else False
        )

    def comes_from(self, name, wanted):
        """True if a class of the program comes from a class of Keras."""
        bases = self.classes.get(name, [])
        return any(
            keras_name(self.resolve(base) or "").startswith(wanted)
            for base in bases
        )


def function_of(node):
    """The function that a node stands in, or None."""
    node = getattr(node, "parent", None)
    while node is not None and not isinstance(node, FUNCTIONS):
        node = getattr(node, "parent", None)
    return node


def variable(node):
    """`model` or `self.model` as text; None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


# ---- Looking for what is old.


class Search:
    """All that is old in a program, in the order of its lines."""

    def __init__(self, source, rules):
        self.source, self.rules = source, rules
        self.names = Names(source.tree)
        self.found = []
        self.needs_keras = False  # an edit writes `keras.`
        for node in ast.walk(source.tree):
            look = getattr(self, "see_" + type(node).__name__, None)
            if look:
                look(node)
        self._add_import()
        self.found.sort(key=lambda finding: finding.line)

    def add(self, node, rule, edits=(), key=None):
        self.found.append(Finding(node.lineno, rule, edits, key))

    # Imports.

    def see_Import(self, node):
        if tried(node):
            return
        for alias in node.names:
            found = self._module(alias.name)
            if found and alias.name.startswith(("keras", "tensorflow")):
                rule, old, new = found
                self.add(
                    node,
                    rule,
                    self._rename_text(node, old, new) if new else (),
                )
            elif self.rules.dotted("name", alias.name):
                self.add(node, self.rules.dotted("name", alias.name)[0])

    def _module(self, name):
        """The rule for a module or for one above it: rule, its old part of the name, new."""
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            old = ".".join(parts[:count])
            found = self.rules.dotted("module", old)
            if found:
                rule, new = found
                if (
                    new
                    and old != keras_name(old)
                    and not new.startswith("tensorflow")
                ):
                    new = "tensorflow." + new
                return rule, old, new
        return None

    def _rename_text(self, node, old, new):
        """Edits that put another module into an import."""
        line, column = self.source.start(node)
        text = self.source.lines[line - 1]
        at = text.find(old, column)
        return (
            [Edit((line, at), (line, at + len(old)), new)] if at >= 0 else []
        )

    def see_ImportFrom(self, node):
        if node.level or tried(node) or not node.module:
            return
        moved = self._module(node.module)
        target = node.module
        if moved and moved[2]:
            target = moved[2] + node.module[len(moved[1]) :]
        renames, odd = [], []
        for alias in node.names:
            old = f"{node.module}.{alias.name}"
            if self.rules.dotted("alias", old):
                self._gone_module(
                    node, alias, *self.rules.dotted("alias", old)
                )
                continue
            found = self.rules.dotted("name", old)
            if not found and target != node.module:
                found = self.rules.dotted("name", f"{target}.{alias.name}")
            if (
                found
                and found[1]
                and found[1].rpartition(".")[0] == keras_name(target)
            ):
                renames.append((alias, found[0], found[1].rpartition(".")[2]))
            elif found:
                odd.append(found[0])
            elif moved and moved[2] and not self._is_there(target, alias.name):
                odd.append(moved[0])
        if moved:
            edits = (
                self._rename_text(node, moved[1], moved[2])
                if moved[2] and not odd
                else ()
            )
            self.add(node, moved[0], edits)
        for alias, rule, new in renames:
            edits = self._rename_import(node, alias, new)
            self.add(node, rule, edits)
        for rule in odd if not moved else ():
            self.add(node, rule)

    def _gone_module(self, node, alias, rule, module):
        """`from keras.utils import np_utils`: import what is used of it, from where it is."""
        bound, place = (
            alias.asname or alias.name,
            self._alias_place(node, alias),
        )
        used, edits = [], []
        for use in ast.walk(self.source.tree):
            if isinstance(use, ast.Name) and use.id == bound:
                owner = getattr(use, "parent", None)
                name = getattr(owner, "attr", None)
                own = any(
                    {name, bound} & names for names in self.names.own.values()
                )
                if (
                    not self._is_there(module, name)
                    or own
                    or inside_string(use)
                    or not name
                ):
                    return self.add(node, rule)
                used.append(name)
                edits.append(
                    Edit(
                        self.source.start(owner), self.source.end(owner), name
                    )
                )
        if (
            used
            and place
            and not alias.asname
            and keras_name(node.module) == module
        ):
            text = ", ".join(sorted(set(used)))
            end = (place[0], place[1] + len(alias.name))
            return self.add(node, rule, [Edit(place, end, text), *edits])
        return self.add(node, rule)

    def _is_there(self, module, name):
        known = self.rules.names.get(keras_name(module))
        return name == "*" or known is None or name in known

    def _rename_import(self, node, alias, new):
        """Edits that import another name, and use it wherever the old one is used."""
        place = self._alias_place(node, alias)
        bound = alias.asname or alias.name
        if place is None:
            return []
        edits = [Edit(place, (place[0], place[1] + len(alias.name)), new)]
        if alias.asname:
            return edits
        taken = self.names.imported.get(new)
        whole = (
            keras_name(taken) == keras_name(f"{node.module}.{new}")
            if taken
            else True
        )
        if not whole or any(new in names for names in self.names.own.values()):
            return []
        if any(bound in names for names in self.names.own.values()):
            return []
        for use in ast.walk(self.source.tree):
            if isinstance(use, ast.Name) and use.id == bound:
                if inside_string(use):
                    return []
                start = self.source.start(use)
                edits.append(
                    Edit(start, (start[0], start[1] + len(bound)), new)
                )
        return edits

    def _alias_place(self, node, alias):
        """Where the name of an import stands."""
        after = False
        for token in tokens_between(
            self.source, self.source.start(node), self.source.end(node)
        ):
            if token.string == "import":
                after = True
            elif (
                after
                and token.type == tokenize.NAME
                and token.string == alias.name
            ):
                return token.start
        return None

    # Names with dots.

    def see_Attribute(self, node):
        if inside_string(node):
            return
        self._layer_attribute(node)
        name = self.names.resolve(node)
        if (
            not name
            or isinstance(getattr(node, "parent", None), ast.Attribute)
            and (
                self.rules.dotted(
                    "name", self.names.resolve(node.parent) or ""
                )
            )
        ):
            return
        found = self.rules.dotted("name", name)
        if not found or self.rules.dotted("alias", name):
            return
        rule, new = found
        edits = []
        parent, _, last = (new or "").rpartition(".")
        if new and parent == keras_name(name.rpartition(".")[0]):
            end = self.source.end(node)
            edits = [Edit((end[0], end[1] - len(node.attr)), end, last)]
        elif new and new.startswith("keras."):
            root = self._root()
            if root:
                edits = [
                    Edit(
                        self.source.start(node),
                        self.source.end(node),
                        root + new[5:],
                    )
                ]
                if root == "keras":
                    self.needs_keras = True
        self.add(node, rule, edits)

    def _root(self):
        """How the program can say `keras`; None if that name means something else."""
        if any("keras" in names for names in self.names.own.values()):
            return None
        bound = self.names.imported.get("keras")
        return (
            "keras" if bound is None or keras_name(bound) == "keras" else None
        )

    def _add_import(self):
        """Let the program import keras, if an edit needs that."""
        if not self.needs_keras or "keras" in self.names.imported:
            return
        first = next(
            n
            for n in self.source.tree.body
            if is_import_of_keras(n, self.names)
        )
        edit = Edit((first.lineno, 0), (first.lineno, 0), "import keras\n")
        users = [
            f
            for f in self.found
            if any(e.text.startswith("keras.") for e in f.edits)
        ]
        for finding in users:
            finding.edits.append(edit)

    def _layer_attribute(self, node):
        if not self.names.uses_keras or not isinstance(node.ctx, ast.Load):
            return
        found = self.rules.find("layer", node.attr)
        if found and is_layer(node.value):
            self.add(
                node,
                found[0],
                self._new_attribute(node, found[1]) if found[1] else (),
            )
        found = self.rules.find("optimizer", node.attr)
        owner = node.value
        if (
            found
            and isinstance(owner, ast.Attribute)
            and owner.attr == "optimizer"
        ):
            kind = self.names.is_model(owner.value)
            if kind is not False:
                self.add(
                    node,
                    found[0],
                    self._new_attribute(node, found[1]) if kind else (),
                )

    def _new_attribute(self, node, new):
        end = self.source.end(node)
        return [Edit((end[0], end[1] - len(node.attr)), end, new)]

    # Calls: their arguments, methods of models, names of files.

    def see_Call(self, node):
        if inside_string(node):
            return
        name = self.names.resolve(node.func)
        if name:
            self._arguments(node, name)
            self._kernel_sizes(node, keras_name(name))
        elif isinstance(node.func, ast.Attribute) and self.names.uses_keras:
            self._method(node, node.func.attr)

    def _arguments(self, node, name):
        plain = keras_name(name)
        for keyword in node.keywords:
            for who, rule, new in self.rules.arguments.get(keyword.arg, ()):
                if any(takes(one, name, plain) for one in who):
                    self.add(
                        keyword.value,
                        rule,
                        self._edit_argument(node, keyword, new),
                    )
                    break
            value = keyword.value
            if keyword.arg == "monitor" and plain.startswith(
                "keras.callbacks."
            ):
                self._key(value)
        if plain in ("keras.callbacks.ModelCheckpoint",) and node.args:
            self._file("save", node.args[0], (".hdf5",))

    def _edit_argument(self, call, keyword, new):
        """Edits that rename an argument, or with `-` take it out."""
        place = self._keyword_place(call, keyword)
        if not new or place is None:
            return []
        if any(other.arg == new for other in call.keywords):
            return []
        if new != "-":
            value = getattr(keyword.value, "value", None)
            if keyword.arg == "dim_ordering":
                order = {"tf": "channels_last", "th": "channels_first"}.get(
                    value
                )
                if not order:
                    return []
                whole = (
                    self.source.start(keyword.value),
                    self.source.end(keyword.value),
                )
                return [
                    Edit(place, (place[0], place[1] + len(keyword.arg)), new),
                    Edit(whole[0], whole[1], f'"{order}"'),
                ]
            return [Edit(place, (place[0], place[1] + len(keyword.arg)), new)]
        return self._take_out(call, keyword, place)

    def _keyword_place(self, call, keyword):
        """Where the name of an argument stands: Python 3.8 does not say."""
        start, stop = (
            self.source.end(call.func),
            self.source.start(keyword.value),
        )
        found = tokens_between(self.source, start, stop)
        names = [
            t
            for t in found
            if t.type == tokenize.NAME and t.string == keyword.arg
        ]
        for token in reversed(names):
            rest = self.source.between(token.end, stop)
            if re.match(r"\s*=[\s(\\]*$", rest):
                return token.start
        return None

    def _take_out(self, call, keyword, place):
        if not isinstance(keyword.value, (ast.Constant, ast.Name)):
            return []
        end = self.source.end(keyword.value)
        others = [
            *call.args,
            *(k.value for k in call.keywords if k is not keyword),
        ]
        before = [
            self.source.end(o) for o in others if self.source.end(o) <= place
        ]
        after = [
            self.source.start(o) for o in others if self.source.start(o) >= end
        ]
        if before:
            start = max(before)
            if re.match(r"^,\s*$", self.source.between(start, place)):
                return [Edit(start, end, "")]
            return []
        if after:
            stop = min(after)
            following = min(
                (
                    self._keyword_place(call, k) or stop
                    for k in call.keywords
                    if k is not keyword
                ),
                default=stop,
            )
            stop = min(stop, following)
            if re.match(r"^\s*,\s*$", self.source.between(end, stop)):
                return [Edit(place, stop, "")]
            return []
        return [Edit(place, end, "")]

    def _kernel_sizes(self, node, name):
        """Conv2D(32, 3, 3): the third number was the kernel's width and is the stride today."""
        last = name.rpartition(".")[2]
        if last not in ("Convolution2D", "Conv2D") or not name.startswith(
            "keras.layers."
        ):
            return
        numbers = [getattr(arg, "value", None) for arg in node.args]
        if len(numbers) != 3 or not all(
            type(number) is int for number in numbers[1:]
        ):
            return
        if any(k.arg == "strides" for k in node.keywords):
            return
        if last == "Conv2D" and not numbers[1] == numbers[2]:
            return
        start, end = (
            self.source.start(node.args[1]),
            self.source.end(node.args[2]),
        )
        edits = []
        if last == "Convolution2D":
            edits = [Edit(start, end, "({}, {})".format(*numbers[1:]))]
        today = "layers.Conv2D({}, ({}, {}))".format("32", *numbers[1:])
        self.add(node, Rule("silent", today, TEXT["conv"]), edits)

    def _method(self, node, method):
        owner = node.func.value
        kind = self.names.is_model(owner)
        if kind is False and not isinstance(owner, ast.Call):
            return
        if kind is not True and (
            method in self.names.methods or is_self(owner)
        ):
            return
        old = self.rules.find("method", method)
        if old and (kind or method not in ("predict_proba", "reset_states")):
            edits = []
            simple = len(node.args) <= 1 and not any(
                isinstance(arg, ast.Starred) for arg in node.args
            )
            if old[1] and kind and simple:
                edits = self._new_attribute(node.func, old[1])
            self.add(node, old[0], edits)
        family = "fit" if method in ("fit", "fit_generator") else method
        family = "evaluate" if method == "evaluate_generator" else family
        family = (
            "fit"
            if method in ("evaluate_generator", "predict_generator")
            else family
        )
        for keyword in node.keywords:
            rule = self.rules.find(family, keyword.arg)
            distinct = (
                method != "fit"
                or kind
                or keyword.arg in ("nb_epoch", "show_accuracy")
            )
            if rule and distinct:
                self.add(
                    keyword.value,
                    rule[0],
                    self._edit_argument(node, keyword, rule[1]),
                )
        if method in ("save", "save_weights") and node.args and kind:
            self._file(method, node.args[0])

    def _file(self, method, node, endings=None):
        found = self.rules.find("file", method)
        name = getattr(node, "value", None)
        if (
            found
            and isinstance(name, str)
            and name.endswith(endings or found[1])
        ):
            if not name.endswith(".weights.h5"):
                self.add(node, found[0])

    # Names of metrics.

    def see_Subscript(self, node):
        index = node.slice
        index = (
            getattr(index, "value", index)
            if type(index).__name__ == "Index"
            else index
        )
        owner = node.value
        named = (
            owner.attr
            if isinstance(owner, ast.Attribute)
            else getattr(owner, "id", "")
        )
        if named in ("history", "logs"):
            self._key(index)

    def _key(self, node):
        value = getattr(node, "value", None)
        found = (
            self.rules.find("key", value) if isinstance(value, str) else None
        )
        if not found or not self.names.uses_keras:
            return
        given = metrics(self.source.tree)
        if "acc" in given:
            return
        edits = []
        if "accuracy" in given:
            start, end = self.source.start(node), self.source.end(node)
            text = self.source.between(start, end)
            edits = [Edit(start, end, text.replace(value, found[1]))]
        self.add(node, found[0], edits)


def tokens_between(source, start, end):
    """The tokens from one position to another, as far as they can be read."""
    text = source.between(start, end)
    found = []
    for token in tokens("(" + text + ")"):
        line = start[0] + token.start[0] - 1
        shift = start[1] - 1 if token.start[0] == 1 else 0
        found.append(Token(token, (line, token.start[1] + shift), shift))
    return found[1:]


class Token:
    def __init__(self, token, start, shift):
        self.type, self.string, self.start = token.type, token.string, start
        self.end = (start[0], start[1] + len(token.string))


def tried(node):
    """True for an import that the program tries, ready for it to fail."""
    return isinstance(
        getattr(node, "parent", None), (ast.Try, ast.ExceptHandler)
    )


def inside_string(node):
    """True inside an f-string, where nothing says exactly where it stands."""
    while node is not None:
        if isinstance(node, ast.JoinedStr):
            return True
        node = getattr(node, "parent", None)
    return False


def is_import_of_keras(node, names):
    if isinstance(node, ast.ImportFrom):
        return not node.level and keras_name(node.module or "").startswith(
            "keras"
        )
    return isinstance(node, ast.Import) and any(
        keras_name(alias.name).startswith("keras") for alias in node.names
    )


def is_layer(node):
    """True for `model.layers[0]` and `model.get_layer("x")`."""
    if isinstance(node, ast.Subscript):
        return (
            isinstance(node.value, ast.Attribute)
            and node.value.attr == "layers"
        )
    called = isinstance(node, ast.Call) and isinstance(
        node.func, ast.Attribute
    )
    return called and node.func.attr == "get_layer"


def is_self(node):
    return isinstance(node, ast.Name) and node.id in ("self", "cls", "super")


def takes(who, name, plain):
    """True if a rule for the arguments of `who` holds for this function or class."""
    if "." in who:
        return name == who
    who, _, without = who.partition(
        "-"
    )  # layers-Embedding: all layers but this one
    if who in ("layers", "optimizers"):
        if without and plain.endswith("." + without):
            return False
        return plain.startswith(f"keras.{who}.") or (
            who == "layers" and plain.startswith("keras.engine.")
        )
    return plain.startswith("keras.") and plain.rpartition(".")[2] == who


def metrics(tree):
    """The names of metrics that the program gives to `compile`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "metrics":
            for part in ast.walk(node.value):
                if isinstance(getattr(part, "value", None), str):
                    found.add(part.value)
    return found


# ---- Files.


def newline_of(text):
    found = re.search("\r\n|\n|\r", text)
    return found.group() if found else "\n"


class PythonFile:
    """A .py file: its lines, its encoding, its line ends."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.bom = self.data.startswith(b"\xef\xbb\xbf")
        try:
            self.encoding = tokenize.detect_encoding(
                io.BytesIO(self.data).readline
            )[0]
            text = self.data.decode(self.encoding)
        except (SyntaxError, LookupError, UnicodeError):
            found = re.search(rb"coding[:=]\s*([-\w.]+)", self.data[:200])
            name = (
                found.group(1).decode("ascii", "replace") if found else "UTF-8"
            )
            raise Trouble("encoding", encoding=name) from None
        # "mixed" line ends are kept as they are, each with its line
        self.pieces = re.split("(\r\n|\n|\r)", text)
        self.newline = newline_of(text)
        self.source = Source(self.pieces[::2])

    def changed(self, lines):
        """The bytes of the file with these lines: {number: new text}."""
        pieces = list(self.pieces)
        for number, text in lines.items():
            pieces[2 * (number - 1)] = text.replace("\n", self.newline)
        for number in [n for n, text in lines.items() if text is None]:
            pieces[2 * (number - 1)] = ""
        encoding = "utf-8-sig" if self.bom else self.encoding
        return "".join(pieces).encode(encoding)


class Notebook:
    """A .ipynb file: its Python cells as one program."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        try:
            self.text = data.decode("utf-8-sig")
            self.content = json.loads(self.text)
            cells = self.content["cells"]
            self.cells = [c for c in cells if c["cell_type"] == "code"]
            sources = ["".join(cell["source"]) for cell in self.cells]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            said = f"{type(error).__name__}: {error}"
            raise Trouble("json", error=said) from None
        lines, places = [], []
        self.kept = []  # the lines as they are, magics and all
        for number, text in enumerate(sources):
            own = text.split("\n")
            masked = [mask(line) for line in own]
            if re.match(r"\s*%%(?!time|capture|timeit)", text):
                continue
            if re.match(r"\s*%%", text):
                masked[0] = "pass"
            try:
                Source(masked)
            except Trouble as trouble:
                if len(sources) == 1 or trouble.key == "python2":
                    raise
                continue
            lines += masked
            self.kept += own
            places += [(number, line) for line in range(1, len(own) + 1)]
        self.source = Source(lines, places)

    def changed(self, lines):
        for number, text in sorted(lines.items()):
            cell, line = self.source.places[number - 1]
            source = self.cells[cell]["source"]
            own = "".join(source).split("\n") if line_count(source) else []
            own[line - 1] = text
            joined = "\n".join(own)
            if isinstance(source, list):
                joined = joined.splitlines(True)
            self.cells[cell]["source"] = joined
        found = re.search(r"\n([ \t]+)", self.text)
        indent = found.group(1) if found else None
        text = json.dumps(self.content, indent=indent, ensure_ascii=False)
        return (text + ("\n" if self.text.endswith("\n") else "")).encode(
            "utf-8"
        )


def line_count(source):
    return "".join(source).count("\n") + 1


def mask(line):
    """A line of a notebook without its magic, such as `!pip install` and `%matplotlib`."""
    text = line.lstrip()
    magic = text.startswith(("%", "!", "?")) or re.match(
        r"[\w, ]+=\s*[%!]", text
    )
    if magic or re.match(r"^[\w.]+\?{1,2}$", text.rstrip()):
        return line[: len(line) - len(text)] + "pass"
    return line


# ---- Changing a file.


def apply(source, findings, lines):
    """The lines that the edits of the findings change: {number: text}; the findings done."""
    taken, done = [], []
    for finding in findings:
        new = [
            e
            for e in finding.edits
            if not any(same(e, other) for other in taken)
        ]
        if not finding.edits or any(
            cross(e, other) for e in new for other in taken
        ):
            continue
        taken += new
        done.append(finding)
    changed = {}
    for edit in sorted(taken, key=lambda e: (e.start, e.end), reverse=True):
        first, last = edit.start[0], edit.end[0]
        texts = [changed.get(n, lines[n - 1]) for n in range(first, last + 1)]
        if any(text is None for text in texts):
            continue
        changed[first] = (
            texts[0][: edit.start[1]] + edit.text + texts[-1][edit.end[1] :]
        )
        for number in range(first + 1, last + 1):
            changed[number] = None
    return changed, done


def same(one, other):
    return (one.start, one.end, one.text) == (
        other.start,
        other.end,
        other.text,
    )


def cross(one, other):
    return one.start < other.end and other.start < one.end


def write(path, file, findings):
    """Make the safe changes, if there are any; the findings done, and the name of the copy."""
    lines = file.kept if isinstance(file, Notebook) else file.source.lines
    changed, done = apply(file.source, findings, lines)
    if not done:
        return [], None, {}
    stem, ending = os.path.splitext(path)
    copy = stem + ".old" + ending
    if os.path.exists(copy):
        raise Trouble("copy", copy=copy)
    data = file.changed(
        {n: ("" if t is None else t) for n, t in changed.items()}
    )
    shutil.copy2(path, copy)
    with open(path, "wb") as target:
        target.write(data)
    try:
        read(path)
    except Trouble:
        shutil.copy2(copy, path)
        os.remove(copy)
        raise Trouble("failed") from None
    return done, copy, changed


def read(path):
    return Notebook(path) if path.endswith(".ipynb") else PythonFile(path)


def files_of(path):
    """The programs that a path leads to."""
    if not os.path.exists(path):
        raise Trouble("missing")
    if os.path.isfile(path):
        if not path.endswith((".py", ".ipynb")):
            raise Trouble("kind")
        return [path]
    found = []
    for folder, below, names in os.walk(path):
        below[:] = sorted(
            name
            for name in below
            if not name.startswith((".", "__pycache__", "site-packages"))
            and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        )
        found += [
            os.path.join(folder, name)
            for name in sorted(names)
            if name.endswith((".py", ".ipynb"))
            and not name.endswith((".old.py", ".old.ipynb"))
        ]
    if not found:
        raise Trouble("empty")
    return found


# ---- The report.


def choose_language(wanted):
    """0 for Chinese, 1 for English: as wanted, or by locale, or what the terminal can show."""
    names = [
        os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")
    ]
    name = wanted or next(filter(None, names), None)
    try:
        name = name or locale.setlocale(locale.LC_CTYPE)
        "中文".encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError, locale.Error):
        return 1
    return 0 if name.lower().startswith(("zh", "chinese")) else 1


class Report:
    """Prints what was found, in one language."""

    def __init__(self, language, book):
        self.language, self.book = language, book

    def say(self, key, **fields):
        print(TEXT[key][self.language].format(**fields), flush=True)

    def findings(self, path, file, findings, done, changed):
        shown = file.kept if isinstance(file, Notebook) else file.source.lines
        now = dict(changed)
        if not done:  # what --write would make of each line
            now, _ = apply(file.source, findings, shown)
        for number in sorted({finding.line for finding in findings}):
            here = [finding for finding in findings if finding.line == number]
            self.place(file, number, shown[number - 1].strip())
            new = (now.get(number) or "").strip().split("\n")[-1]
            if any(finding.edits for finding in here) and new:
                written = any(finding in done for finding in here)
                self.say("wrote" if written else "today", today=new)
            examples = [
                f.rule.today for f in here if not f.edits and f.rule.today
            ]
            for today in dict.fromkeys(examples):
                self.say("example", today=today)
            for note in dict.fromkeys(
                f.rule.notes[self.language] for f in here
            ):
                if note:
                    self.say("note", note=note)
            for section in dict.fromkeys(f.rule.section for f in here):
                page = ["", "en/"][self.language] + PAGE + "#" + section
                whole = (
                    self.book.rstrip("/") + "/" + page if self.book else page
                )
                self.say("more", page=whole)

    def place(self, file, number, code):
        if isinstance(file, Notebook):
            cell, line = file.source.places[number - 1]
            cell = file.content["cells"].index(file.cells[cell]) + 1
            self.say("cell", cell=cell, line=line, code=code)
        else:
            self.say("old", line=number, code=code)


def look(path, rules, report, rewrite):
    """Report on one file, and rewrite it if wanted; its exit status."""
    file = read(path)
    try:
        findings = Search(file.source, rules).found
    except RecursionError:
        raise Trouble("deep") from None
    if not findings:
        report.say("clean", file=path)
        return 0
    done, copy, changed = (
        write(path, file, findings) if rewrite else ([], None, {})
    )
    report.findings(path, file, findings, done, changed)
    if done:
        left = len(findings) - len(done)
        report.say(
            "left",
            file=path,
            safe=len(done),
            copy=os.path.basename(copy),
            count=left,
        )
        return 1 if left else 0
    safe = sum(1 for finding in findings if finding.edits)
    report.say("found", file=path, count=len(findings), safe=safe)
    return 1


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description="Find what a program has of an old Keras."
    )
    parser.add_argument(
        "paths", nargs="+", metavar="FILE", help=".py, .ipynb or a folder"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="make the safe changes, keep a copy",
    )
    parser.add_argument(
        "--lang", choices=["zh", "en"], help="language of the report"
    )
    parser.add_argument(
        "--book", default=BOOK, metavar="URL", help="address of the book"
    )
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # never fail on a letter the terminal lacks
            stream.reconfigure(errors="backslashreplace")
    report = Report(choose_language(options.lang), options.book)
    rules, status = Rules(), 0
    for path in options.paths:
        try:
            paths = files_of(path)
        except Trouble as trouble:
            report.say(trouble.key, file=path, **trouble.fields)
            status = 2
            continue
        for one in paths:
            try:
                status = max(status, look(one, rules, report, options.write))
            except Trouble as trouble:
                report.say(trouble.key, file=one, **trouble.fields)
                status = 2
            except OSError as error:
                report.say("open", file=one, error=error.strerror or error)
                status = 2
            except Exception as unexpected:
                error = f"{type(unexpected).__name__}: {unexpected}"
                report.say("unexpected", file=one, error=error)
                status = 2
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (
        BrokenPipeError
    ):  # nobody reads on, as in: python modernize.py . | head -1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(2)
