# --8<-- [start:enable]
$key = "HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem"
Set-ItemProperty -Path $key -Name LongPathsEnabled -Value 1
# --8<-- [end:enable]
