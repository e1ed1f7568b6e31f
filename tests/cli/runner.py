"""A GitHub workflow to what its jobs do: each in a clone of its own, its very commands run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Runner:
    """What a runner gives a job: the repository, an environment, a place for artefacts."""

    remote: Path
    folder: Path
    environment: Mapping[str, str]

    def run(self, workflow: Path) -> subprocess.CompletedProcess[str]:
        """Every job in order, to the first command that fails; what is to be kept always is."""
        told = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        given = {**self.environment, **told["env"]}
        done = subprocess.CompletedProcess[str]([], 0, "", "")
        for name, job in told["jobs"].items():
            place = self.folder / name
            shutil.rmtree(place, ignore_errors=True)
            for step in job["steps"]:
                if done.returncode and step.get("if") != "always()":
                    continue
                if "uses" in step:
                    self._use(step["uses"], step.get("with", {}), place, given["PROJECT"])
                    continue
                ran = _run(step, place / told["defaults"]["run"]["working-directory"], given)
                done = subprocess.CompletedProcess(
                    ran.args, ran.returncode, done.stdout + ran.stdout, done.stderr + ran.stderr
                )
            if done.returncode:
                break
        return done

    def _use(self, action: str, given: Mapping[str, Any], place: Path, project: str) -> None:
        """The stand-in for an action, told by its name."""
        match action.partition("@")[0].removeprefix("actions/"):
            case "checkout":
                _clone(self.remote, place)
            case "upload-artifact":
                self._keep(given["path"].replace("${{ env.PROJECT }}", project), place, project)
            case "download-artifact":
                shutil.copytree(self.folder / "artifact", place / project, dirs_exist_ok=True)
            case _:
                pass

    def _keep(self, paths: str, place: Path, project: str) -> None:
        """The files of an artefact, below what they have in common; no hidden ones, as there."""
        kept = self.folder / "artifact"
        shutil.rmtree(kept, ignore_errors=True)
        for path in _files(place / line for line in paths.split()):
            target = kept / path.relative_to((place / project).resolve())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _clone(remote: Path, place: Path) -> None:
    """One commit of the default branch, as `actions/checkout` gets it."""
    address = remote.resolve().as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", address, place], check=True)


def _run(
    step: Mapping[str, Any], place: Path, given: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=place,
        env={**given, **step.get("env", {})},
        capture_output=True,
        text=True,
        check=False,
    )


def _files(paths: Iterator[Path]) -> Iterator[Path]:
    for path in paths:
        inside = path.resolve().rglob("*") if path.is_dir() else iter((path.resolve(),))
        for one in inside:
            hidden = any(part.startswith(".") for part in one.relative_to(path.resolve()).parts)
            if one.is_file() and not hidden:
                yield one
