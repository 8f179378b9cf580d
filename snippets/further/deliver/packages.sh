# --8<-- [start:install]
python -m pip install scikit-learn pillow fastapi uvicorn httpx
python -m pip install tf2onnx onnxruntime ai-edge-litert
# --8<-- [end:install]
