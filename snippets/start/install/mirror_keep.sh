# --8<-- [start:set]
pip config set global.index-url https://mirrors.aliyun.com/pypi/simple/
# --8<-- [end:set]

# --8<-- [start:get]
pip config get global.index-url
# --8<-- [end:get]

# --8<-- [start:unset]
pip config unset global.index-url
# --8<-- [end:unset]

! pip config get global.index-url 2>/dev/null
