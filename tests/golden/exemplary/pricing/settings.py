"""What differs between environments, from the environment."""

import os

DATABASE_URL = os.environ["DATABASE_URL"]
TRACKING_URI = os.environ["MLFLOW_TRACKING_URI"]
MODEL_VERSION = os.environ.get("MODEL_VERSION", "champion")
MODEL_ENABLED = os.environ.get("MODEL_ENABLED", "true") == "true"
