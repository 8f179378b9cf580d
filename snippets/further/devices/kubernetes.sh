# --8<-- [start:service]
kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: {name: digits}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {job-name: digits}
END
# --8<-- [end:service]

# --8<-- [start:job]
kubectl apply -f - <<'END'
apiVersion: batch/v1
kind: Job
metadata: {name: digits}
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  template:
    spec:
      subdomain: digits
      restartPolicy: OnFailure
      containers:
        - name: worker
          image: registry.example/digits:1
          workingDir: /shared
          env:
            - {name: KERAS_BACKEND, value: jax}
            - name: KERAS_DISTRIBUTION_JOB_ADDRESSES
              value: digits-0.digits:29500
            - {name: KERAS_DISTRIBUTION_NUM_PROCESSES, value: "2"}
          command: [bash, -c, "KERAS_DISTRIBUTION_PROCESS_ID=\
            $JOB_COMPLETION_INDEX exec python worker.py"]
          volumeMounts: [{name: shared, mountPath: /shared}]
      volumes:
        - name: shared
          persistentVolumeClaim: {claimName: digits}
END
# --8<-- [end:job]
