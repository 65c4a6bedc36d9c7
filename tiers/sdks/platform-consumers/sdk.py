"""The published SDK as a data scientist's notebook uses it, as far as it goes without a model: login, state of a run, columns, logout."""

import os
import sys
import tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression
from tracebloc import User
from tracebloc.client import TraceblocClient
from tracebloc.config import TraceblocConfig
from tracebloc.exceptions import APIError, AuthenticationError, DatasetLinkingError
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


def uploaded(user, folder):
    """The state after `upload_model`, which sends files and is not in the contract."""
    state = {
        "model_id": "dummy-model", "model_name": "dummy-model", "model": LogisticRegression().fit(np.eye(3), [0, 1, 1]), "model_path": os.path.join(folder, "dummy-model.py"), "ext": ".py",
        "framework": "sklearn", "category": "tabular_classification", "model_type": "linear", "classes": 2, "features": {}, "weights": False, "batch_size": 16, "data_shape": 3, "loss": None,
    }
    for name, value in state.items():
        setattr(user, f"_User__{name}", value)


def linked(folder):
    user = User(username=EMAIL, password="dummy-password")
    uploaded(user, folder)
    plan = user.link_model_dataset(DATASET)
    plan.experiment_name("dummy experiment")
    return plan


def experiment():
    with tempfile.TemporaryDirectory() as folder:
        assert linked(folder).start() == RUN


def refused_experiment():
    with tempfile.TemporaryDirectory() as folder:
        try:
            linked(folder).start()
        except APIError as error:
            assert error.status_code in (401, 403), error
            return
    raise AssertionError("an experiment was started that the backend refused")


def refused_link():
    user = User(username=EMAIL, password="dummy-password")
    uploaded(user, ".")
    try:
        user.link_model_dataset(DATASET)
    except DatasetLinkingError:
        return
    raise AssertionError("a model was linked that does not fit")


def too_old():
    client = TraceblocClient(TraceblocConfig.for_environment("production"), token="dummy-sdk-token", token_scheme="Token")
    try:
        client.logout()
    except APIError as error:
        assert error.status_code == 426, error
        return
    raise AssertionError("an SDK below the floor was served")


globals()[sys.argv[1].replace("-", "_")]()
