"""The published ingestor's own client of the backend, in the environment that a jobs-manager gives it."""

import os
import sys

import requests

os.environ.update(TRACEBLOC_ENV="prod", TRACEBLOC_BACKEND_TOKEN="dummy-edge-token", TRACEBLOC_DB_USER="dummy", TRACEBLOC_DB_PASSWORD="dummy")

from tracebloc_ingestor.backend.client import APIClient  # noqa: E402
from tracebloc_ingestor.config import Config  # noqa: E402

INGESTOR, TABLE = "33333333-3333-4333-8333-333333333333", "dummy_table"
SUMMARY = dict(
    table_name=TABLE, ingestor_id=INGESTOR, labels={"cat": 2, "dog": 1}, dataset_title="dummy dataset", data_format="image", data_intent="train",
    category="image_classification", schema={"filename": "VARCHAR(255)"}, samples=[{"data_id": "dummy-data-0001", "label": "cat"}],
    meta_data={"extension": ".jpeg"}, record_count=3, size_bytes=3072,
)


def register(**other):
    return APIClient(Config()).send_ingest_summary(**{**SUMMARY, **other})


def refused(field, **other):
    try:
        register(**other)
    except requests.exceptions.HTTPError as error:
        assert error.response.status_code == 400 and field in error.response.json(), error
        return
    raise AssertionError(f"a summary with a wrong {field} was taken")


def rotated():
    """The token expires between the start of a run and its end; the environment has the new one by then."""
    os.environ["TRACEBLOC_BACKEND_TOKEN"] = "dummy-old-token"
    client = APIClient(Config())
    os.environ["TRACEBLOC_BACKEND_TOKEN"] = "dummy-edge-token"
    assert client.send_ingest_summary(**SUMMARY)["dataset_key"]


def registered():
    register()


def test_set():
    register(data_intent="test", samples=[{"data_id": "dummy-data-0001"}])


def self_supervised():
    register(category="masked_language_modeling", data_format="text", labels={"": 3}, samples=[{"data_id": "dummy-data-0001", "label": ""}])


def of_a_run():
    os.environ.update(TRACEBLOC_BACKEND_TOKEN="dummy-run-token", TRACEBLOC_BACKEND_TOKEN_SCHEME="bearer")
    register()


def example():
    refused("example", example=True)


def unknown_category():
    refused("category", category="instance_segmentation")


def read():
    assert APIClient(Config()).get_dataset_metadata(INGESTOR)["table_name"] == TABLE


def missing():
    assert APIClient(Config()).get_dataset_metadata(INGESTOR) is None


def backfill():
    assert APIClient(Config()).send_metadata_backfill(TABLE, {"filename": "VARCHAR(255)"}, {"extension": ".jpeg"})["created"] is False


def failure():
    assert APIClient(Config()).report_ingest_failure(INGESTOR, "validation_failed")


globals()[sys.argv[1].replace("-", "_")]()
