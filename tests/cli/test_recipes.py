"""The commands of the recipes, taken from their files and run: what they commit and propose."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen import __version__
from briefgen.cli import main
from briefgen.errors import ExitCode
from tests.conftest import need_tool
from tests.editions.test_freshness import make_project

# Stand-ins for what a test has not: the package index, GitHub. They note what they are asked.
STAND_INS = {
    "pip": 'echo "pip $*" >> "$NOTES"\n',
    "useradd": 'echo "useradd $*" >> "$NOTES"\n',
    "gh": """\
echo "gh $*" >> "$NOTES"
case "$2" in
    list) [ -e "$NOTES.pr" ] && echo 1 || echo 0 ;;
    create) touch "$NOTES.pr" ;;
esac
while [ $# -gt 0 ]; do
    if [ "$1" = --body-file ]; then cp "$2" "$NOTES.body"; fi
    shift
done
""",
    "briefgen": f'exec "{sys.executable}" -m briefgen "$@"\n',
}


@dataclass(frozen=True)
class Checkout:
    """A clone of a repository with a briefing project, as a CI job finds it."""

    folder: Path
    remote: Path
    notes: Path
    environment: dict[str, str]

    def run(self, command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One step as the runner starts it."""
        return subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def git(self, *words: str) -> str:
        done = self.run(f"git {' '.join(words)}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def asked(self) -> list[str]:
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    need_tool("git")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in STAND_INS.items():
        (tools / name).write_text(f"#!/bin/sh\n{text}")
        (tools / name).chmod(0o755)
    made = Checkout(
        folder=tmp_path / "work",
        remote=tmp_path / "remote.git",
        notes=tmp_path / "notes",
        environment={
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "NOTES": str(tmp_path / "notes"),
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        },
    )
    make_project(made.folder)
    assert main(["init", str(made.folder), *recipe_words()]) == 0
    (tmp_path / "gitconfig").write_text(
        "[init]\n\tdefaultBranch = main\n[user]\n\tname = Test\n\temail = test@example.org\n"
    )
    subprocess.run(["git", "init", "--quiet", "--bare", made.remote], check=True)
    made.git("init --quiet")
    made.git(f"remote add origin {made.remote}")
    made.git("-C", str(made.remote), "config receive.advertisePushOptions true")
    made.git("add --all")
    made.git("commit --quiet --message start")
    made.git("push --quiet origin HEAD:main")
    return made


def recipe_words() -> list[str]:
    return [
        word
        for name in ("github", "gitlab", "pre-commit", "container")
        for word in ("--recipe", name)
    ]


def read_yaml(checkout: Checkout, path: str) -> Any:
    return yaml.safe_load((checkout.folder / path).read_text(encoding="utf-8"))


def is_off_the_hour(schedule: str) -> bool:
    return int(schedule.split(maxsplit=1)[0]) % 15 != 0


# --- GitHub ---


def run_workflow(checkout: Checkout, **more: str) -> subprocess.CompletedProcess[str]:
    """Every `run` of the workflow in turn, with its own environment; ends at the first fault."""
    job = read_yaml(checkout, ".github/workflows/briefing.yaml")["jobs"]["build"]
    summary = checkout.notes.with_suffix(".summary.md")
    given = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary), **more}
    given |= read_yaml(checkout, ".github/workflows/briefing.yaml")["env"]
    for step in job["steps"]:
        if "run" in step:
            done = checkout.run(step["run"], **given, **step.get("env", {}))
            if done.returncode:
                break
    return done


def test_the_workflow_proposes_once_and_nothing_when_nothing_changed(checkout: Checkout) -> None:
    done = run_workflow(checkout)
    assert done.returncode == 0, done.stderr
    assert f"pip install --no-input briefgen[html,pdf]=={__version__}" in checkout.asked()
    assert [line.split()[:3] for line in checkout.asked() if line.startswith("gh")] == [
        ["gh", "pr", "list"],
        ["gh", "pr", "create"],
    ]
    assert checkout.notes.with_suffix(".summary.md").read_text().startswith("## briefgen: new")
    branch = "briefing/next"
    committed = checkout.git(f"-C {checkout.remote} ls-tree -r --name-only {branch} out")
    assert "out/harbours/memo/harbours-memo.pdf" in committed.splitlines()
    assert ".state" not in committed
    first = checkout.git(f"-C {checkout.remote} rev-parse {branch}")

    checkout.git("switch --quiet main")  # the next day, not merged yet
    assert "holds just this already" in run_workflow(checkout).stdout
    assert checkout.git(f"-C {checkout.remote} rev-parse {branch}") == first

    checkout.git("switch --quiet main")
    checkout.git(f"merge --quiet {branch}")
    checkout.git("push --quiet origin main")
    assert "nothing has changed" in run_workflow(checkout).stdout
    assert sum("gh pr create" in line for line in checkout.asked()) == 1


def test_a_changed_source_renews_the_proposal_with_the_change_report(checkout: Checkout) -> None:
    run_workflow(checkout)
    checkout.git("switch --quiet main")
    checkout.git("merge --quiet briefing/next")
    source = checkout.folder / "seeds" / "report.txt"
    source.write_text(source.read_text() + "\nA ship came in at noon.\n")
    done = run_workflow(checkout)
    assert done.returncode == 0, done.stderr
    assert [line.split()[:3] for line in checkout.asked() if line.startswith("gh")][-1] == [
        "gh",
        "pr",
        "edit",
    ]
    assert checkout.notes.with_suffix(".body").read_text()


def test_findings_that_count_stop_the_workflow_before_it_proposes(checkout: Checkout) -> None:
    (checkout.folder / "seeds" / "empty.txt").write_text("")
    done = run_workflow(checkout)
    assert done.returncode == ExitCode.SOURCE
    assert "::error file=seeds/empty.txt,title=empty-source::" in done.stderr
    assert not any(line.startswith("gh") for line in checkout.asked())
    assert (checkout.folder / "briefing.sarif").is_file()


def test_the_workflow_asks_for_little_and_stands_on_fixed_actions(checkout: Checkout) -> None:
    workflow = read_yaml(checkout, ".github/workflows/briefing.yaml")
    on = workflow[True]  # YAML 1.1 reads `on` as a truth
    assert is_off_the_hour(on["schedule"][0]["cron"])
    assert "workflow_dispatch" in on
    assert workflow["concurrency"]["group"] == "briefing"
    assert workflow["permissions"] == {}
    job = workflow["jobs"]["build"]
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    uses = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in uses)
    (kept,) = (step for step in job["steps"] if "upload-artifact" in step.get("uses", ""))
    assert kept["if"] == "always()"


def test_outside_git_the_proposal_is_one_clear_line(checkout: Checkout, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    done = subprocess.run(
        ["sh", checkout.folder / "ci" / "propose-edition.sh", "b"],
        cwd=outside,
        env={**checkout.environment, "GIT_CEILING_DIRECTORIES": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == ("propose-edition: this is no git repository; run it in a checkout\n")


# --- GitLab ---


def test_the_gitlab_job_pushes_the_branch_and_opens_its_merge_request(checkout: Checkout) -> None:
    job = read_yaml(checkout, ".gitlab-ci.yml")["briefing"]
    address = "https://briefing:secret@gitlab.example.org/desk/briefing.git"
    checkout.git(f'config --global url."{checkout.remote}".insteadOf {address}')
    given = {
        "GITLAB_CI": "true",
        "BRIEFING_TOKEN": "secret",
        "CI_SERVER_HOST": "gitlab.example.org",
        "CI_PROJECT_PATH": "desk/briefing",
        "CI_DEFAULT_BRANCH": "main",
        **job["variables"],
    }
    (checkout.remote / "hooks" / "pre-receive").write_text(
        f'#!/bin/sh\nenv | grep GIT_PUSH_OPTION_ > "{checkout.notes}.options"\n'
    )
    (checkout.remote / "hooks" / "pre-receive").chmod(0o755)
    checkout.git("checkout --quiet --detach")  # as the runner leaves it
    for command in (*job["before_script"], *job["script"]):
        done = checkout.run(command, **given)
        assert done.returncode == 0, (command, done.stderr)
    assert checkout.git(f"-C {checkout.remote} log --format=%s -1 briefing/next").startswith(
        "Briefing packs of 20"
    )
    assert f"pip install --no-input briefgen[html,pdf]=={__version__}" in checkout.asked()
    options = checkout.notes.with_suffix(".options").read_text()
    assert "=merge_request.create\n" in options
    assert "=merge_request.target=main\n" in options
    assert "<testsuites" in (checkout.folder / "briefing.xml").read_text()


def test_the_gitlab_job_keeps_its_reports_and_runs_alone(checkout: Checkout) -> None:
    job = read_yaml(checkout, ".gitlab-ci.yml")["briefing"]
    assert job["artifacts"]["when"] == "always"
    assert job["artifacts"]["reports"] == {"junit": "briefing.xml"}
    assert job["resource_group"] == "briefing"
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "schedule"',
        '$CI_PIPELINE_SOURCE == "web"',
    ]


# --- pre-commit, container ---


def test_the_hook_refuses_stale_packs(checkout: Checkout) -> None:
    (hook,) = read_yaml(checkout, ".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert "no edition yet" in checkout.run(hook["entry"]).stdout
    assert checkout.run("briefgen build").returncode == 0
    assert checkout.run(hook["entry"]).returncode == 0
    (checkout.folder / "seeds" / "report.txt").write_text("New\n\nOther words.\n")
    refused = checkout.run(hook["entry"])
    assert refused.returncode == ExitCode.STALE
    assert "source seeds/report.txt changed" in refused.stdout
    touched = ["seeds/a.txt", "configs/a.yaml", "configs/overrides/s/a.yaml", "out/s/manifest.json"]
    assert all(re.search(hook["files"], path) for path in (*touched, "configs/sources.lock"))
    assert not re.search(hook["files"], "README.md")


def container_lines(checkout: Checkout) -> dict[str, str]:
    """The instructions of the Containerfile, continued lines joined."""
    text = (checkout.folder / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split(" ", 1) for line in lines)


def test_the_container_is_not_root_and_builds_without_a_network(checkout: Checkout) -> None:
    told = container_lines(checkout)
    package, wanted = told["ARG"].replace('"', "").split("=", 1)
    assert checkout.run(told["RUN"], **{package: wanted}).returncode == 0
    assert [line.split()[0] for line in checkout.asked()] == ["pip", "useradd"]
    assert checkout.asked()[0].endswith(f" briefgen[html,pdf]=={__version__}")
    assert told["USER"].split(":")[0] not in {"0", "root"}
    command = " ".join(json.loads(told["ENTRYPOINT"]) + json.loads(told["CMD"]))
    given = dict(pair.split("=", 1) for pair in told["ENV"].split())
    alone = "unshare --map-root-user --net " if can_unshare() else ""
    done = checkout.run(f"{alone}{command}", **given)
    assert done.returncode == 0, done.stderr
    assert list((checkout.folder / "out").glob("*/*/*.docx"))


def can_unshare() -> bool:
    """Whether a command can be cut off from the network here."""
    try:
        probe = ["unshare", "--map-root-user", "--net", "true"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
