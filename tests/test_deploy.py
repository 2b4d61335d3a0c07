"""What lies in deploy/ names things that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from misp_dashboard.config.key import keys

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_every_setting_is_one() -> None:
    known = {key.variable() for key in keys().values()}
    for file in DEPLOY.iterdir():
        named = set(re.findall(r"\bMISP_DASHBOARD_[A-Z0-9_]+\b", file.read_text()))
        assert named <= known, file.name


@pytest.mark.parametrize("name", ["nginx.conf", "apache.conf", "Caddyfile"])
def test_a_proxy_holds_nothing_of_the_live_stream_back(name: str) -> None:
    text = (DEPLOY / name).read_text()
    assert "/api/live" in text
    assert re.search("proxy_buffering off|flushpackets=on|flush_interval -1", text)
    assert "/metrics" in text


def test_what_the_image_is_made_from_is_there_and_not_ignored() -> None:
    kept = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    ]
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.M):
        for source in line.split():
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in kept, source


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "misp-dashboard.service").read_text()
    text = re.sub(r"/opt/misp-dashboard/bin/misp-dashboard", "/bin/true", text)
    text = re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.MULTILINE)
    unit = tmp_path / "misp-dashboard.service"
    unit.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if str(unit) in line]
    assert ours == [], done.stderr
