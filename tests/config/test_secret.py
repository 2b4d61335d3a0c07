"""A secret shows itself to nobody who does not ask for it by name."""

import pickle
import traceback

import msgspec
import pytest

from misp_dashboard.config import Config, Instance, Secret, Store


def test_a_secret_is_masked_wherever_it_is_written() -> None:
    secret = Secret("hunter2")
    config = Config(
        instances=(Instance(name="A", zmq="tcp://a:1", username="u", password=secret),),
        store=Store(password=secret),
    )
    for text in (repr(secret), str(secret), f"{secret}", repr(config)):
        assert "hunter2" not in text
    assert secret.reveal() == "hunter2"


def test_a_traceback_with_all_its_variables_does_not_show_it() -> None:
    config = Config(store=Store(password=Secret("hunter2")))
    try:
        raise ValueError(config)
    except ValueError as error:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert "hunter2" not in "".join(told.format())


def test_it_is_written_to_no_file_by_accident() -> None:
    with pytest.raises(TypeError):
        msgspec.json.encode(Store(password=Secret("hunter2")))
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hunter2"))


def test_secrets_are_compared_by_their_text_and_empty_ones_are_false() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("a")
    assert not Secret()
