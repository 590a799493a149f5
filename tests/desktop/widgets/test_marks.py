"""Signs: names for those who listen, and a spinner that costs nothing unseen."""

from pytestqt.qtbot import QtBot

from desktop.presenters.phases import PHASES, State
from desktop.theme import motion
from desktop.theme.tones import Tone
from desktop.widgets.marks import Chip, Pill, ProgressBar
from desktop.widgets.pairing_signs import Digits, QrCode
from desktop.widgets.spinner import spinner


def test_a_chip_says_its_word(qtbot: QtBot) -> None:
    chip = Chip(PHASES["completed"])
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Completed"
    chip.set_state(State("Failed", Tone.DANGER, "circle-x"))
    assert chip.accessibleName() == "Failed"


def test_a_count_of_nothing_is_not_shown(qtbot: QtBot) -> None:
    pill = Pill("")
    qtbot.addWidget(pill)
    assert pill.isHidden()
    pill.set_words("3")
    assert not pill.isHidden()


def test_a_bar_says_its_number(qtbot: QtBot) -> None:
    bar = ProgressBar(41)
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "41%"


def test_what_turns_stops_when_nobody_sees_it(qtbot: QtBot) -> None:
    motion.reduce(False)
    chip = Chip(PHASES["running"])
    qtbot.addWidget(chip)
    chip.show()
    qtbot.waitUntil(lambda: spinner().active)
    chip.hide()
    qtbot.waitUntil(lambda: not spinner().active)


def test_nothing_turns_with_reduced_motion(qtbot: QtBot) -> None:
    motion.reduce(True)
    chip = Chip(PHASES["running"])
    qtbot.addWidget(chip)
    chip.show()
    chip.grab()
    assert not spinner().active


def test_digits_are_read_one_by_one(qtbot: QtBot) -> None:
    digits = Digits("418092", name="Six digits")
    qtbot.addWidget(digits)
    assert digits.accessibleName() == "Six digits: 4 1 8 0 9 2"


def test_the_code_is_dark_on_white_with_its_margin(qtbot: QtBot) -> None:
    code = QrCode("proofdesk://pair/1?x=y", name="Link")
    qtbot.addWidget(code)
    code.resize(code.sizeHint())
    image = code.grab().toImage()
    assert image.pixelColor(8, 76).lightness() == 255
    dark = [
        (x, y) for x in range(152) for y in range(152) if image.pixelColor(x, y).lightness() < 9
    ]
    assert min(x for x, _ in dark) >= 12
    assert len(dark) > 2000
