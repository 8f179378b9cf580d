# --8<-- [start:install]
uv venv --python 3.12  # (1)
source .venv/bin/activate
export UV_DEFAULT_INDEX=https://mirrors.aliyun.com/pypi/simple/  # (2)
uv pip install tensorflow
# --8<-- [end:install]
