"""Calls out of pieces, as by the book and as servers send them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.providers.call_pieces import CallPieces, GrowingCall, Piece, finished, is_object, read_object

A, B = '{"day": "Monday"}', '{"day": "Tuesday", "n": 2}'
Read = list[tuple[str, str]]


def read(*pieces: Piece) -> Read:
    collected = CallPieces()
    for piece in pieces:
        collected.add(piece)
    return [(call.name, call.arguments) for call in finished(collected.calls(), earlier=0)]


def ids(*pieces: Piece) -> list[str]:
    collected = CallPieces()
    for piece in pieces:
        collected.add(piece)
    return [call.id for call in finished(collected.calls(), earlier=3)]


ODD: dict[str, tuple[list[Piece], Read]] = {
    "by the book": (
        [Piece(0, "a", "f", ""), Piece(0, None, None, A[:5]), Piece(0, None, None, A[5:]), Piece(1, "b", "g", B)],
        [("f", A), ("g", B)],
    ),
    "interleaved by index": (
        [Piece(0, "a", "f", A[:4]), Piece(1, "b", "g", B[:4]), Piece(0, arguments=A[4:]), Piece(1, arguments=B[4:])],
        [("f", A), ("g", B)],
    ),
    "index always 0": (
        [Piece(0, "a", "f", ""), Piece(0, arguments=A), Piece(0, "b", "g", ""), Piece(0, arguments=B)],
        [("f", A), ("g", B)],
    ),
    "index always 0, one tool twice, in one piece": (
        [Piece(0, "a", "f", A), Piece(0, "b", "f", B)],
        [("f", A), ("f", B)],
    ),
    "index always 0, one tool twice with the same arguments": (
        [Piece(0, "a", "f", A), Piece(0, "b", "f", A)],
        [("f", A), ("f", A)],
    ),
    "no index": (
        [Piece(None, "a", "f", A[:3]), Piece(arguments=A[3:]), Piece(None, "b", "g", B)],
        [("f", A), ("g", B)],
    ),
    "no id": ([Piece(0, None, "f", A), Piece(1, None, "g", B)], [("f", A), ("g", B)]),
    "neither id nor index": ([Piece(name="f", arguments=A), Piece(name="g", arguments=B)], [("f", A), ("g", B)]),
    "the same tool twice without id and index": (
        [Piece(name="f", arguments=A), Piece(name="f", arguments=B)],
        [("f", A), ("f", B)],
    ),
    "id and name in each piece": ([Piece(0, "a", "f", A[:6]), Piece(0, "a", "f", A[6:])], [("f", A)]),
    "a new id in each piece": ([Piece(0, "a", "f", A[:6]), Piece(0, "b", None, A[6:])], [("f", A)]),
    "a new id and the name in each piece": (
        [Piece(0, "a", "f", ""), Piece(0, "b", "f", A[:6]), Piece(0, "c", "f", A[6:])],
        [("f", A)],
    ),
    "one id for two calls": ([Piece(0, "a", "f", A), Piece(1, "a", "g", B)], [("f", A), ("g", B)]),
    "one id and one index for two calls": ([Piece(0, "a", "f", A), Piece(0, "a", "g", B)], [("f", A), ("g", B)]),
    "no arguments": ([Piece(0, "a", "f", None), Piece(1, "b", "g", "")], [("f", "{}"), ("g", "{}")]),
    "no arguments and no index": ([Piece(None, "a", "f", ""), Piece(None, "b", "g", "")], [("f", "{}"), ("g", "{}")]),
    "an object": ([Piece(0, "a", "f", json.loads(A))], [("f", A)]),
    "the whole call once more at its end": (
        [Piece(0, "a", "f", A[:5]), Piece(0, None, None, A[5:]), Piece(0, "a", "f", A)],
        [("f", A)],
    ),
    "an index that counts pieces": ([Piece(0, "a", "f", A[:5]), Piece(1, None, None, A[5:])], [("f", A)]),
    "a piece that says nothing": ([Piece(0, "a", "f", A), Piece(0)], [("f", A)]),
    "no name at all": ([Piece(0, "a", None, A)], []),
}


@pytest.mark.parametrize("what", ODD)
def test_pieces_of_servers(what: str) -> None:
    pieces, calls = ODD[what]
    assert read(*pieces) == calls


def test_ids_are_unique_and_made_where_they_are_missing() -> None:
    assert ids(Piece(0, "a", "f", A), Piece(1, "a", "g", B), Piece(2, "", "h", "")) == ["a", "call00005", "call00006"]


@given(
    st.lists(st.tuples(st.sampled_from("fg"), st.dictionaries(st.text(max_size=3), st.text(max_size=9))), max_size=4),
    st.data(),
)
def test_pieces_of_any_size_make_the_same_calls(calls: list[tuple[str, dict[str, str]]], data: st.DataObject) -> None:
    pieces: list[Piece] = []
    for index, (name, arguments) in enumerate(calls):
        sent = json.dumps(arguments)
        cut = data.draw(st.integers(0, len(sent)))
        pieces += [Piece(index, f"id{index}", name, sent[:cut]), Piece(index, None, None, sent[cut:])]
    assert read(*pieces) == [(name, json.dumps(arguments)) for name, arguments in calls]


@given(
    st.lists(
        st.builds(
            Piece,
            st.none() | st.integers(0, 2),
            st.none() | st.sampled_from(["", "a", "b"]),
            st.none() | st.sampled_from(["f", "g"]),
            st.none() | st.sampled_from(["", "{", "}", A, '"x": 1', A[:5]]) | st.just({"x": 1}),
        ),
        max_size=8,
    )
)
def test_whatever_comes_ids_differ_and_names_are_there(pieces: list[Piece]) -> None:
    collected = CallPieces()
    for piece in pieces:
        collected.add(piece)
    made = finished(collected.calls(), earlier=0)
    assert len({call.id for call in made}) == len(made)
    assert all(call.name and call.arguments for call in made)


def test_half_an_object_is_none() -> None:
    assert not is_object('{"day": 2026-12}')
    assert not is_object('["a"]')
    assert read_object('{"day": "Mon') == {"not_json": '{"day": "Mon'}
    assert read_object(" ") == {}
    assert finished([GrowingCall(name="f", arguments="[1]")], earlier=0)[0].arguments == "[1]"
