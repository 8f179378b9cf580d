pip install keras
