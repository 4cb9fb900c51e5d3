"""Makes the newest registered version the one that is served."""

from mlflow import MlflowClient


def main() -> None:
    """Moves the alias that the service reads."""
    client = MlflowClient()
    newest = client.get_latest_versions("pricing")[0].version
    client.set_registered_model_alias("pricing", "champion", newest)


if __name__ == "__main__":
    main()
