"""What arrives bears its name only when all of it is there."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash import files
from salesdash.errors import FileError, FullError, StoreError
from tests.attacks import small_disk

SIZE = 1 << 20


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk with room for one megabyte."""
    with small_disk(SIZE) as folder:
        yield folder


def test_what_does_not_fit_is_not_there(disk: Path):
    with pytest.raises(FullError) as told:
        files.write(disk / "订单.csv", b"1" * 2 * SIZE)
    assert "磁盘已满" in told.value.message.zh
    assert list(disk.iterdir()) == []
    files.write(disk / "订单.csv", b"1" * (SIZE // 2))
    assert (disk / "订单.csv").stat().st_size == SIZE // 2


def test_what_stood_there_stays_where_the_new_one_does_not_fit(disk: Path):
    files.write(disk / "a", b"old")
    with pytest.raises(FullError):
        files.write(disk / "a", b"1" * 2 * SIZE)
    assert (disk / "a").read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be written to"):
        files.write(Path(os.devnull) / "a", b"1")


def test_a_copy_of_another_file_than_the_one_expected_is_no_copy(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"1")
    digest = files.copy(tmp_path / "a", tmp_path / "b")
    (tmp_path / "a").write_bytes(b"2")
    with pytest.raises(FileError, match="changed"):
        files.copy(tmp_path / "a", tmp_path / "c", digest)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_written_to_while_it_is_read_is_told(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(FileError, match="changed"), files.unchanged(tmp_path / "a"):
        (tmp_path / "a").write_bytes(b"12")


def test_no_two_files_take_one_name(tmp_path: Path):
    """Twenty at once, each its own content under the same name."""
    names: list[Path] = []
    together = threading.Barrier(20)

    def come(n: int) -> None:
        (tmp_path / f"{n}.part").write_text(str(n))
        together.wait()
        names.append(files.move(tmp_path / f"{n}.part", tmp_path / "周报.csv"))

    threads = [threading.Thread(target=come, args=[n]) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 20
    assert sorted(int(name.read_text()) for name in names) == list(range(20))


def test_what_a_killed_program_left_is_cleared(tmp_path: Path):
    victim = (
        "import os, sys; from pathlib import Path; from salesdash import files\n"
        "with files.whole(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'half'); stream.flush(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", victim, str(tmp_path / "a")], check=False)
    [left] = tmp_path.iterdir()
    assert left.name != "a"
    files.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []
