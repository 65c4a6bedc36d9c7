"""The published SDK as a data scientist's notebook uses it, as far as it goes without a model: login, state of a run, columns, logout."""

import sys

from tracebloc import User
from tracebloc.client import TraceblocClient
from tracebloc.config import TraceblocConfig
from tracebloc.exceptions import APIError, AuthenticationError
from tracebloc.training.features import FeatureConfig

EMAIL, DATASET, RUN = "ada@example.test", "DKdummy1", "exp-dummy-0001"


def session():
    user = User(username=EMAIL, password="dummy-password")
    state = user.get_experiment_status(RUN)
    assert state is not None and state["experiment_key"] == RUN, state
    assert user.get_experiment_status("exp-nowhere") is None
    user.logout()


def columns():
    client = TraceblocClient(TraceblocConfig.for_environment("production"))
    client.login(EMAIL, "dummy-password")
    features = FeatureConfig(client=client, dataset_id=DATASET, table_name="dummy_table", on_valid=lambda: None, on_invalid=print)
    features.load()
    assert features._feature_list, features._feature_list


def wrong_password():
    try:
        TraceblocClient(TraceblocConfig.for_environment("production")).login(EMAIL, "dummy-wrong-password")
    except AuthenticationError:
        return
    raise AssertionError("a wrong password was taken")


def too_old():
    client = TraceblocClient(TraceblocConfig.for_environment("production"), token="dummy-sdk-token", token_scheme="Token")
    try:
        client.logout()
    except APIError as error:
        assert error.status_code == 426, error
        return
    raise AssertionError("an SDK below the floor was served")


{"session": session, "columns": columns, "wrong-password": wrong_password, "too-old": too_old}[sys.argv[1]]()
