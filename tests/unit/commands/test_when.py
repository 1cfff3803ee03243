"""`threadline when`: how a time expression is read."""

import json
from typing import Any

import pytest

from tests.unit.commands.outcomes import Run, answer, refused


class TestWhen:
    """How a time expression is read."""

    def read(self, run: Run, text: str, *more: str) -> Any:
        return answer(run("when", text, "--at", "2026-03-05T12:00:00+01:00", "--json", *more))

    def test_it_answers_with_the_evidence(self, run: Run) -> None:
        said = self.read(run, "lunch tomorrow at noon")
        assert said["reference"] == "2026-03-05T12:00:00+01:00"
        [reading] = said["readings"]
        assert (reading["start"], reading["zone"]) == ("2026-03-06T12:00:00+01:00", "Etc/GMT-1")
        assert "lunch tomorrow at noon"[slice(*reading["span"])] == reading["text"]

    def test_a_zone_can_be_named_and_a_time_without_one_is_local(self, run: Run) -> None:
        said = answer(run("when", "at noon", "--at", "2026-03-05T09:00:00", "--zone", "America/New_York", "--json"))
        assert said["reference"] == "2026-03-05T09:00:00-05:00"
        assert said["readings"][0]["start"] == "2026-03-05T12:00:00-05:00"

    def test_without_a_time_it_is_now(self, run: Run) -> None:
        assert answer(run("when", "now", "--json"))["reference"]

    def test_people_get_a_table(self, run: Run) -> None:
        shown = run("when", "next Thursday for 2 hours [/bold] every week", "--at", "2026-03-05T12:00:00").stdout
        assert "read from" in shown
        assert "next Thursday" in shown
        assert "[/bold]" in shown

    def test_what_has_no_time_says_so(self, run: Run) -> None:
        assert "No time was found in “nothing here [x]”." in refused(run("when", "nothing here [x]"))
        result = run("when", "nothing here", "--json")
        assert json.loads(result.stdout)["readings"] == []
        assert refused(result) == ""

    @pytest.mark.parametrize("zone", ["Nowhere", "Europe", "../etc/passwd", "x" * 300])
    def test_a_zone_that_does_not_exist_is_told(self, run: Run, zone: str) -> None:
        assert "is no IANA time zone" in refused(run("when", "tomorrow", "--zone", zone), 2)

    def test_a_moment_that_is_none_is_told(self, run: Run) -> None:
        assert "--at" in refused(run("when", "tomorrow", "--at", "yesterday-ish"), 2)
