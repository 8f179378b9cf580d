# --8<-- [start:path]
packages=$(python -c "import site; print(site.getsitepackages()[0])")
export XLA_FLAGS=--xla_gpu_cuda_data_dir=$packages/nvidia/cuda_nvcc
# --8<-- [end:path]
