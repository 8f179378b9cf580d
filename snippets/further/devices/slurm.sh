# --8<-- [start:job]
#!/bin/bash
#SBATCH --job-name=digits
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --time=01:00:00
#SBATCH --requeue

first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
export KERAS_BACKEND=jax
export KERAS_DISTRIBUTION_JOB_ADDRESSES="$first:29500"
export KERAS_DISTRIBUTION_NUM_PROCESSES="$SLURM_NTASKS"
srun --kill-on-bad-exit=1 bash -c \
    'KERAS_DISTRIBUTION_PROCESS_ID=$SLURM_PROCID exec python worker.py'
# --8<-- [end:job]
