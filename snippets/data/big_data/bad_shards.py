# --8<-- [start:write]
from pathlib import Path

import tensorflow as tf

names = [f"part-{number}.tfrecord" for number in range(4)]
for name in names:
    with tf.io.TFRecordWriter(name) as writer:
        for _ in range(100):
            writer.write(bytes(984))  # (1)

whole = Path(names[0]).read_bytes()
Path(names[1]).write_bytes(whole[:50_500])  # (2)
Path(names[2]).write_bytes(whole[:60_000])  # (3)
Path(names[3]).write_bytes(b"<html>404 Not Found</html>\n" * 40)  # (4)

try:
    for _ in tf.data.TFRecordDataset(names):
        pass
except tf.errors.DataLossError as error:
    print(error.message)
# --8<-- [end:write]
assert len(whole) == 100_000

# --8<-- [start:find]
for name in names:
    records = tf.data.TFRecordDataset(name)
    try:
        found = int(records.reduce(0, lambda count, record: count + 1))
    except tf.errors.DataLossError as error:
        reason = error.message.partition("}} ")[2].partition(" [Op:")[0]
        print(name, "damaged:", reason)
    else:
        print(name, found, "records", "" if found == 100 else "<- too few")
# --8<-- [end:find]


# --8<-- [start:cuts]
for cut in (60_000, 59_999, 1_000, 0):
    Path("cut.tfrecord").write_bytes(whole[:cut])
    records = tf.data.TFRecordDataset("cut.tfrecord")
    try:
        found = int(records.reduce(0, lambda count, record: count + 1))
    except tf.errors.DataLossError:
        print(cut, "bytes: an error")
    else:
        print(cut, "bytes:", found, "records and no error")
# --8<-- [end:cuts]
assert len(whole) == 100_000  # still the shard, on the page too
