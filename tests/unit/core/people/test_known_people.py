"""Who is meant by a name."""

from zoneinfo import ZoneInfo

import pytest

from threadline.core.domain.message import NamedPerson
from threadline.core.people.known_people import KnownPeople, addressed_in

NIA = NamedPerson("Nia Lopez", "nia@example.com", "Europe/Lisbon")
OTHER = NamedPerson("Nia Berg", "nia.berg@partner.example")
BO = NamedPerson("Bo", "bo@example.com", "America/New_York")
WILL = NamedPerson("Will Stone", "will@example.com")


def known(*people: NamedPerson, without: str | None = None) -> KnownPeople:
    return KnownPeople.of(people, without=without)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("nia", (NIA, OTHER)),
        ("Nia Berg", (OTHER,)),
        ("@bo", (BO,)),
        ("lopez", (NIA,)),
        ("Cy", ()),
        ("bo@example.com", ()),
        ("", ()),
    ],
)
def test_a_name_is_everybody_who_is_called_so(said: str, meant: tuple[NamedPerson, ...]) -> None:
    assert known(NIA, OTHER, BO).called(said) == meant


def test_somebody_who_is_known_twice_is_one_person() -> None:
    people = known(NamedPerson("", "bo@example.com"), BO, NamedPerson("Bo"), without="ANA@example.com").people
    assert people == (BO,)


def test_the_writer_is_none_of_the_others() -> None:
    assert known(BO, without="Bo@Example.com").people == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lunch with nia about Q3", ("nia",)),
        ("nia said it is late", ()),
        ("I will see to it with Bo", ("Bo",)),
        ("Will you come?", ()),
        ("Kaffee mit bo und will", ("bo", "will")),
        ("Nia Lopez, Friday at 3?", ("Nia Lopez",)),
        ("Look at Nia Lopez's draft", ()),
        ("Sync with bo@partner.example", ()),
    ],
)
def test_a_single_name_counts_where_somebody_takes_part(text: str, names: tuple[str, ...]) -> None:
    assert set(known(NIA, BO, WILL).named_in(text)) == set(names)


def test_a_clock_is_known_where_all_who_are_called_so_live_by_it() -> None:
    clocks = known(NIA, BO).clocks()
    assert (clocks["bo"], clocks["lopez"]) == (ZoneInfo("America/New_York"), ZoneInfo("Europe/Lisbon"))
    assert "nia" not in known(NIA, OTHER).clocks()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Sync with Bo Li <bo@example.com>", (("Bo Li", "bo@example.com"),)),
        ("sync with bo (bo@example.com) and cy", (("bo", "bo@example.com"),)),
    ],
)
def test_name_and_address_are_one_person(text: str, people: tuple[tuple[str, str], ...]) -> None:
    assert tuple((each.name, each.email) for each in addressed_in(text)) == people


def test_somebody_far_away_gives_way_to_somebody_near() -> None:
    far = NamedPerson("Bo Ferro", "bo.ferro@example.com", distant=True)
    assert known(far, BO).called("bo") == (BO,)
    assert known(far, NIA).called("bo") == (far,)
    assert known(far, BO).called("bo ferro") == (far,)
    met = KnownPeople.of((far, NamedPerson("", "bo.ferro@example.com")), without=None)
    assert [each.distant for each in met.people] == [False]
