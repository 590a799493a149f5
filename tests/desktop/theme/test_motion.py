"""Motion can be switched off."""

from desktop.theme import motion


def test_reduced_motion_has_no_duration_and_no_turn() -> None:
    motion.reduce(False)
    assert motion.duration(motion.PANE_MS) == motion.PANE_MS
    motion.reduce(True)
    assert motion.duration(motion.PANE_MS) == 0
    assert motion.turn() == 0.0
