from fastapi.testclient import TestClient

from pricing.api import app

client = TestClient(app)


def test_a_price_comes_with_its_model():
    answer = client.post("/predict", json={"district": "north", "area_m2": 50, "rooms": 2})
    assert answer.status_code == 200
    assert answer.json()["price"] > 0


def test_impossible_flats_are_refused():
    assert client.post("/predict", json={"district": "moon", "area_m2": -1, "rooms": 2}).status_code == 422


def test_the_fallback_answers_when_the_model_is_off(monkeypatch):
    monkeypatch.setattr("pricing.api.MODEL_ENABLED", False)
    answer = client.post("/predict", json={"district": "north", "area_m2": 50, "rooms": 2})
    assert answer.json()["model_version"] == "fallback"
