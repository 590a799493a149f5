"""Which offers are open, from both sides."""

from hub.services.seats import Seats

ABLE = frozenset({"google_maps"})


def test_an_offer_is_open_until_it_is_struck_taken_or_forgotten() -> None:
    seats = Seats()
    one, two = seats.add("one", ABLE, False), seats.add("two", ABLE, False)
    for seat in (one, two):
        seats.note(seat, "job")
    seats.note(one, "other")
    assert seats.considered("job")
    assert not seats.strike(one, "job")
    assert seats.strike(one, "other")
    assert not seats.strike(one, "other")
    assert [seat.device_id for seat in seats.taken("job")] == ["two"]
    assert not seats.considered("job")


def test_a_seat_that_leaves_takes_its_offers_along() -> None:
    seats = Seats()
    seats.note(seats.add("one", ABLE, False), "job")
    seats.remove("one")
    seats.remove("one")
    assert not seats.considered("job")
    assert seats.get("one") is None
    assert not seats


def test_a_device_that_comes_again_sits_anew() -> None:
    seats = Seats()
    first = seats.add("one", ABLE, False)
    seats.note(first, "job")
    again = seats.add("one", ABLE, True)
    assert not again.offered
    assert again.ordinal != first.ordinal
    assert [seat.draining for seat in seats] == [True]
