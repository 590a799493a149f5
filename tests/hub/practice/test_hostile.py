"""The hostile places hold what they promise and are still places."""

from hub.practice.hostile import TEXTS, hostile_places


def test_each_kind_of_hostility_is_there_once() -> None:
    places = hostile_places()
    assert [one.en for one in places] == list(TEXTS.values())
    assert len({one.feature for one in places}) == len(places)


def test_the_worst_are_among_them() -> None:
    everything = "".join(TEXTS.values())
    for piece in (
        "<img",
        "</script>",
        "\u202e",
        "\u200b",
        "=HYPERLINK(",
        "＝",
        "\x1b",
        "\r\n",
        "{{query}}",
    ):
        assert piece in everything
    assert max(map(len, TEXTS.values())) > 3_000


def test_some_web_sites_are_no_web_sites() -> None:
    schemes = {one.website.partition(":")[0] for one in hostile_places() if one.website}
    assert {"javascript", "data", "https"} <= schemes
