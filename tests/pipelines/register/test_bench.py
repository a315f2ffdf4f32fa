"""The bench of the register still walks the whole way, on few rows: it calls steps that only the night calls else."""

import re
import sys

from bench import register


def test_bench_tells_seconds_of_every_step_of_a_whole_run_and_of_a_night(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["register", "--rows", "2000"])

    register.main()

    told = capsys.readouterr().out
    for name in ("take in", "chains and topics", "facts", "tables", "publish"):
        assert len(re.findall(rf"^ {{4}}{name} +\d+\.\d s ", told, re.MULTILINE)) == 2
    assert "2,000 rows in, 2,000 new" in told
    assert re.search(r"^whole \d+\.\d s; night \d+\.\d s = \d+\.\d% of it$", told, re.MULTILINE)
