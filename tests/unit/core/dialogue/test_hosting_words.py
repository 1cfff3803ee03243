"""Which words agree to be a host of somebody's booking link, or take it back."""

import pytest

from threadline.core.dialogue.hosting_words import hosting_wish


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("I agree to be a host", True),
        ("Yes, I'm happy to be a host of Ana's booking link", True),
        ("I will host Ana's booking link", True),
        ("Ich bin einverstanden, Gastgeber zu sein", True),
        ("Ich mache gerne den Gastgeber für Anas Link", True),
        ("Je veux bien être hôte", True),
        ("Acepto ser anfitrión", True),
        ("Accetto di essere host del link", True),
        ("Aceito ser anfitrião", True),
        ("Ik wil gastheer zijn", True),
        ("I no longer want to be a host", False),
        ("I don't want to be a host of the link", False),
        ("Ich möchte kein Gastgeber mehr sein", False),
        ("Je ne veux plus être hôte", False),
        ("Ya no quiero ser anfitrión", False),
        ("Non voglio più essere host", False),
        ("Não quero mais ser anfitrião", False),
        ("Ik wil geen gastheer meer zijn", False),
        ("Who is the host of the party?", None),
        ("I will host a dinner on Friday at 8", None),
        ("The host has agreed", None),
        ("I agree", None),
    ],
)
def test_agreeing_to_be_a_host(text: str, agreed: bool | None) -> None:
    assert hosting_wish(text) is agreed
