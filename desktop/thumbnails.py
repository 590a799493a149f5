"""Small pictures of proofs: decoded on a pool thread, kept on disk and in the pixmap cache.

A proof file is hostile until shown otherwise: only PNG, JPEG and WebP by their magic, the format
forced, the size checked before a pixel is decoded. Nothing is ever decoded on the GUI thread.
"""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap, QPixmapCache

THUMBNAIL_WIDTH = 320
MEMORY_MB = 64
MOST_PIXELS = 40_000_000
CACHE_KB = 128 * 1024
MOST_WAITING = 160
THREADS = 2
MAGIC = ((b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"))


class Undecodable(Exception):
    """The file is no picture that we show."""


def picture_format(head: bytes) -> bytes:
    """The Qt format of a file by its first bytes; raises Undecodable for anything else."""
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    raise Undecodable("not a PNG, JPEG or WebP file")


def decode(path: Path, width: int | None = None) -> QImage:
    """The picture in a file, scaled to `width`; call on a pool thread only."""
    with path.open("rb") as file:
        form = picture_format(file.read(16))
    QImageReader.setAllocationLimit(MEMORY_MB)
    reader = QImageReader(str(path))
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(form)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise Undecodable("the picture is too large")
    if width is not None and size.width() > width:
        height = max(1, round(size.height() * width / size.width()))
        reader.setScaledSize(QSize(width, height))
    image = reader.read()
    if image.isNull():
        raise Undecodable(reader.errorString())
    return image


@dataclass(frozen=True, slots=True)
class Wanted:
    """One small picture: the proof's digest, where its file is, how wide."""

    sha256: str
    path: Path
    width: int

    @property
    def key(self) -> str:
        """Its name in the caches."""
        return f"{self.sha256}-{self.width}"


class _Job(QRunnable):
    """Makes one small picture and hands it over."""

    def __init__(self, owner: "Thumbnails", wanted: Wanted, folder: Path) -> None:
        super().__init__()
        self._owner = owner
        self._wanted = wanted
        self._folder = folder

    def run(self) -> None:
        kept = self._folder / self._wanted.sha256[:2] / f"{self._wanted.key}.jpg"
        try:
            image = self._made(kept)
        except (OSError, Undecodable):
            image = QImage()
        self._owner.made.emit(self._wanted.key, self._wanted.sha256, image)

    def _made(self, kept: Path) -> QImage:
        if kept.exists():
            return decode(kept)
        image = decode(self._wanted.path, self._wanted.width)
        flat = image.convertToFormat(QImage.Format.Format_RGB32)
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flat.save(str(kept), "jpg", 86)
        return flat


class Thumbnails(QObject):
    """Gives pixmaps that are there, makes those that are not, newest wish first."""

    ready = Signal(str)
    """sha256 of a picture that can be had now (or is known to be none)."""
    made = Signal(str, str, QImage)

    def __init__(self, proofs: Path, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proofs = proofs
        self._folder = folder
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._waiting: OrderedDict[str, _Job] = OrderedDict()
        self._broken: set[str] = set()
        QPixmapCache.setCacheLimit(CACHE_KB)
        self.made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def get(self, sha256: str, ratio: float = 1.0) -> QPixmap | None:
        """The small picture of a proof, or None while it is being made (`ready` says when)."""
        width = THUMBNAIL_WIDTH * (2 if ratio > 1.0 else 1)
        wanted = Wanted(sha256, self.file(sha256), width)
        found = QPixmap()
        if QPixmapCache.find(wanted.key, found):
            return found
        if wanted.key not in self._waiting and sha256 not in self._broken:
            self._start(wanted)
        return None

    def file(self, sha256: str) -> Path:
        """Where the proof file lies (it may be missing)."""
        return self._proofs / sha256[:2] / sha256

    @property
    def busy(self) -> bool:
        """Whether pictures are being made."""
        return bool(self._waiting)

    def broken(self, sha256: str) -> bool:
        """Whether the file is missing or no picture."""
        return sha256 in self._broken

    def retry(self, sha256: str) -> None:
        """The file may be readable again."""
        self._broken.discard(sha256)

    def close(self) -> None:
        """Make no more."""
        self._pool.clear()
        self._pool.waitForDone(2000)

    def _start(self, wanted: Wanted) -> None:
        job = _Job(self, wanted, self._folder)
        job.setAutoDelete(False)
        self._waiting[wanted.key] = job
        while len(self._waiting) > MOST_WAITING:
            _, oldest = self._waiting.popitem(last=False)
            self._pool.tryTake(oldest)
        self._pool.start(job, len(self._waiting))

    def _take(self, key: str, sha256: str, image: QImage) -> None:
        self._waiting.pop(key, None)
        if image.isNull():
            self._broken.add(sha256)
        else:
            QPixmapCache.insert(key, QPixmap.fromImage(image))
        self.ready.emit(sha256)
