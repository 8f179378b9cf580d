#: about
# page = "data/big-data#tfrecord"
# [zh]
# title = "字节读成了什么"
# task = "`write` 把一行行温度写进 TFRecord，`read` 再读出来。没有报错，读出来的却是十亿上下的大数。改对程序，让读出来的和写进去的一样。"
# hints = [
#   "写进文件的只是字节。这些字节本来是什么类型的数？",
#   "`decode_raw` 不知道原来的类型，你说什么就当成什么。看看 `rows` 的 `dtype`。",
#   "`float32` 写的，就用 `tf.float32` 读。",
# ]
# why = "TFRecord 里的数组只是一串字节，没有类型，也没有形状。读的时候类型说错了，往往不报错；每个数的字节数正好一样，连形状也对，网络学的是一堆乱数。训练之前，取一批出来看看形状、类型和范围，一眼就知道。"
# [zh.says]
# broken = "形状对，数不对：同样的字节，当成了另一种类型的数。"
# double = "一行只剩两个数：写的时候每个数 4 个字节，你按 8 个字节一个来读。"
# bytes = "一行有 16 个数：每个字节都当成了一个数。写的时候是 4 个字节一个数。"
# late = "换了类型，可是换晚了：先要按原来的类型读，读错以后再换，还是那些大数。"
# rounded = "温度的小数没有了。写进去的是 20.5，读出来也该是 20.5。"
# shape = "读出来的行数或列数不对。写进去几行几列，读出来也该是几行几列。"
# values = "读出来的数和写进去的不一样。"
# raised = "读不出来。行的字节数、类型和形状要对得上。"
# reads = "换一份数据，`write(path, rows)` 或者 `read(path)` 就出错了。"
# [en]
# title = "What the bytes were"
# task = "`write` puts rows of temperatures into a TFRecord file, and `read` gets them back. There is no error, but what comes back are numbers around a billion. Fix the program so that what is read is what was written."
# hints = [
#   "The file holds bytes and nothing more. Of which type were the numbers that these bytes came from?",
#   "`decode_raw` does not know the type; it believes what you say. Look at the `dtype` of `rows`.",
#   "What was written as `float32` is read with `tf.float32`.",
# ]
# why = "An array in a TFRecord is a row of bytes, without a type and without a shape. If you name the wrong type, there is often no error; if it has as many bytes, even the shape is right, and the network learns from rubbish. Before training, fetch one batch and look at its shape, type and range: you see it at once."
# [en.says]
# broken = "The shape is right and the numbers are not: the same bytes are taken for another type."
# double = "Only two numbers are left in a row. They were written with 4 bytes each, and you read 8 bytes for each."
# bytes = "A row has 16 numbers now: each byte is taken for a number. They were written with 4 bytes each."
# late = "You convert to another type, but too late. The bytes were read as the wrong type before, and converting keeps those large numbers."
# rounded = "The digits after the point are gone. 20.5 was written, so 20.5 should be read."
# shape = "The number of rows or columns is wrong. What is read should have as many as what was written."
# values = "What is read is not what was written."
# raised = "Reading failed. The bytes in a row, the type and the shape must fit together."
# reads = "With other data, `write(path, rows)` or `read(path)` failed."
#: program
import numpy as np
import tensorflow as tf


def write(path, rows):
    with tf.io.TFRecordWriter(path) as file:
        for row in rows:
            #: solution
            value = tf.train.BytesList(value=[row.tobytes()])
            #: wrong rounded
            value = tf.train.BytesList(value=[row.astype("int32").tobytes()])
            #: end
            feature = {"row": tf.train.Feature(bytes_list=value)}
            features = tf.train.Features(feature=feature)
            file.write(tf.train.Example(features=features).SerializeToString())


def parse(records):
    wanted = {"row": tf.io.FixedLenFeature([], tf.string)}
    found = tf.io.parse_example(records, wanted)
    #: broken
    return tf.io.decode_raw(found["row"], tf.int32)
    #: solution
    return tf.io.decode_raw(found["row"], tf.float32)
    #: wrong rounded
    return tf.io.decode_raw(found["row"], tf.int32)
    #: wrong double
    return tf.io.decode_raw(found["row"], tf.float64)
    #: wrong bytes
    return tf.io.decode_raw(found["row"], tf.uint8)
    #: wrong late
    return tf.cast(tf.io.decode_raw(found["row"], tf.int32), tf.float32)
    #: end


def read(path):
    #: solution
    return tf.data.TFRecordDataset(path).batch(2).map(parse)
    #: wrong shape
    return tf.data.TFRecordDataset(path).batch(2).map(parse).take(1)
    #: end


write("rows", np.array([[20.5, 21, 19.5, 18], [3, 2.5, 4, 1]], "float32"))
print(*read("rows"))


#: check
import numpy as np


def check(program):
    write, read = program.write, program.read
    rows = np.array(
        [[1.5, -2.25, 30, 0.5], [7.75, 8, 9, -1], [0.25, 12, 6, 5], [4, 3, 2.5, 1]], "float32"
    )
    try:
        write("checked.tfrecord", rows)
        found = [np.asarray(batch) for batch in read("checked.tfrecord")]
        kinds = {batch.dtype.kind for batch in found}
        width = {batch.shape[-1] for batch in found if batch.ndim}
        found = np.concatenate([batch.astype("float64").ravel() for batch in found])
    except Exception:
        raise Wrong("reads") from None
    if width == {2} and found.size == 8:
        raise Wrong("double")
    if found.size == 64:
        raise Wrong("bytes")
    if found.size != rows.size or width != {4}:
        raise Wrong("shape")
    if np.allclose(found, rows.ravel()):
        return
    if np.allclose(found, np.trunc(rows.ravel())) or np.allclose(found, np.round(rows.ravel())):
        raise Wrong("rounded")
    if np.allclose(found, rows.view("int32").ravel(), rtol=1e-5):
        raise Wrong("late" if kinds == {"f"} else "broken")
    raise Wrong("values")
