# --8<-- [start:raises]
from google.protobuf import runtime_version

runtime_version.ValidateProtobufRuntimeVersion(  # (1)
    runtime_version.Domain.PUBLIC, 99, 0, 0, "", "example.proto"
)
# --8<-- [end:raises]
