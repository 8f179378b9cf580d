# --8<-- [start:install]
pip install -i https://mirrors.aliyun.com/pypi/simple/ tensorflow
# --8<-- [end:install]

# --8<-- [start:ask]
pip index versions -i https://mirrors.ustc.edu.cn/pypi/simple tensorflow
# --8<-- [end:ask]
