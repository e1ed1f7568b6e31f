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
from tests.cli.runner import Runner
from tests.conftest import need_tool
from tests.editions.test_freshness import make_project

# Stand-ins for what a test has not: the package index, GitHub. They note what they are asked.
WORKFLOW = ".github/workflows/briefing.yaml"
STAND_INS = {
    "pip": 'echo "pip $*" >> "$NOTES"\n',
    "useradd": 'echo "useradd $*" >> "$NOTES"\n',
    "gh": """\
echo "gh $*" >> "$NOTES"
prs="$NOTES.prs"
[ -e "$prs" ] || echo '[]' > "$prs"
asked="$1 $2"
for word in "$@"; do
    case $word in body=@*) cp "${word#body=@}" "$NOTES.body" ;; esac
    case $before in --body-file) cp "$word" "$NOTES.body" ;; --jq) query=$word ;; esac
    before=$word
done
case $asked in
    "pr list") jq --raw-output "$query" "$prs" ;;
    "pr create")
        jq --arg oid "$(git rev-parse HEAD)" '. + [{number: (length + 1), state: "OPEN",
            isCrossRepository: false, headRefOid: $oid}]' "$prs" > "$prs.new"
        mv "$prs.new" "$prs"
        ;;
esac
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
    default: str = "main"

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

    def asked(self, of: str = "") -> list[str]:
        """What the stand-ins were asked, those of a program alone."""
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [line for line in lines if line.startswith(of)]

    def share(self, change: str = "change") -> None:
        """What stands in the folder becomes the default branch."""
        self.git("add --all")
        self.git(f"commit --quiet --message {change}")
        self.git(f"push --quiet origin HEAD:{self.default}")

    def merge(self) -> None:
        """The proposal is merged."""
        self.git(f"fetch --quiet origin {BRANCH}")
        self.git("merge --quiet FETCH_HEAD")
        self.git(f"push --quiet origin HEAD:{self.default}")

    def tip(self, branch: str) -> str:
        return self.git(f"-C {self.remote} rev-parse {branch}")


BRANCH = "briefing/next"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return make_checkout(tmp_path)


def make_checkout(tmp_path: Path, default: str = "main", below: str = ".") -> Checkout:
    """A project in a folder of a repository that a server has."""
    need_tool("git")
    need_tool("jq")
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
        default=default,
    )
    make_project(made.folder / below)
    assert main(["init", str(made.folder / below), *recipe_words()]) == 0
    (tmp_path / "gitconfig").write_text(
        f"[init]\n\tdefaultBranch = {default}\n[user]\n\tname = Test\n\temail = test@example.org\n"
    )
    made.folder.mkdir(exist_ok=True)
    made.git(f"init --quiet --bare {made.remote}")
    made.git("init --quiet")
    made.git(f"remote add origin {made.remote}")
    made.git("-C", str(made.remote), "config receive.advertisePushOptions true")
    made.share("start")
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


def run_workflow(checkout: Checkout, path: str = WORKFLOW) -> subprocess.CompletedProcess[str]:
    """Every job of the workflow as a schedule starts it."""
    summary = checkout.notes.with_suffix(".summary.md")
    summary.write_text("")
    given = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    jobs = checkout.notes.with_suffix(".jobs")
    runner = Runner(
        remote=checkout.remote, folder=jobs, environment={**checkout.environment, **given}
    )
    return runner.run(checkout.folder / path)


def append(checkout: Checkout, words: str) -> None:
    source = checkout.folder / "seeds" / "report.txt"
    source.write_text(f"{source.read_text()}\n{words}\n")
    checkout.share()


def test_the_workflow_proposes_once_and_nothing_when_nothing_changed(checkout: Checkout) -> None:
    done = run_workflow(checkout)
    assert done.returncode == 0, done.stderr
    assert f"pip install --no-input briefgen[html,pdf]=={__version__}" in checkout.asked()
    asked = [line.split()[:3] for line in checkout.asked("gh")]
    assert asked == [["gh", "pr", "list"], ["gh", "pr", "create"]]
    assert "--base main " in checkout.asked("gh pr create")[0]
    assert checkout.notes.with_suffix(".summary.md").read_text().startswith("## briefgen: new")
    committed = checkout.git(f"-C {checkout.remote} ls-tree -r --name-only {BRANCH} out")
    assert "out/harbours/memo/harbours-memo.pdf" in committed.splitlines()
    assert ".state" not in committed
    first = checkout.tip(BRANCH)

    again = run_workflow(checkout)  # the next day, not merged yet
    assert "holds just this already" in again.stdout
    assert "2 of 2 packs stale" not in again.stdout, "nothing is built yet on the default branch"
    assert checkout.tip(BRANCH) == first

    checkout.merge()
    assert "nothing has changed" in run_workflow(checkout).stdout
    assert len(checkout.asked("gh pr create")) == 1


def test_findings_that_stand_propose_nothing_day_after_day(checkout: Checkout) -> None:
    """A run that reports makes packs with findings again, at a later date: that is no news."""
    config = checkout.folder / "configs" / "harbours.yaml"
    config.write_text(
        config.read_text().replace(
            "    template: short\n",
            "    template: short\n    sections:\n      - {id: points}\n"
            "      - {id: none, label: None, layout: bullets, select: {role: risks}}\n",
        )
    )
    checkout.share()
    done = run_workflow(checkout)
    assert "title=slot-empty" in done.stderr
    checkout.merge()
    workflow = checkout.folder / WORKFLOW
    workflow.write_text(workflow.read_text().replace("date -u +%F", "date -u -d tomorrow +%F"))
    checkout.share()
    done = run_workflow(checkout)
    assert "title=slot-empty" in done.stderr
    assert "nothing has changed" in done.stdout
    assert checkout.notes.with_suffix(".summary.md").read_text().startswith("## briefgen: nothing")


def test_a_changed_source_renews_the_proposal_with_the_change_report(checkout: Checkout) -> None:
    run_workflow(checkout)
    checkout.merge()
    append(checkout, "A ship came in at noon.")
    done = run_workflow(checkout)
    assert done.returncode == 0, done.stderr
    assert "stale  memo: source seeds/report.txt changed" in done.stdout
    assert checkout.asked("gh api")[-1].startswith(
        "gh api --silent --method PATCH repos/{owner}/{repo}/pulls/1 "
    )
    body = Path(f"{checkout.notes}.body").read_text()
    assert body.startswith("# What is new: Harbours\n")
    last = json.loads(
        checkout.git(f"-C {checkout.remote} show {BRANCH}:out/harbours/manifest.json")
    )
    message = checkout.git(f"-C {checkout.remote} log -1 --format=%B {BRANCH}")
    assert message == f"Briefing packs of {last['as_of']}\n\nProposed-by: propose-edition.sh"


def test_what_people_do_on_the_branch_is_not_pushed_away(checkout: Checkout) -> None:
    run_workflow(checkout)
    checkout.git(f"fetch --quiet origin {BRANCH}")
    checkout.git("switch --quiet --create mine FETCH_HEAD")
    (checkout.folder / "out" / "harbours" / "memo" / "note.txt").write_text("mine")
    checkout.git("add --all")
    checkout.git("commit --quiet --message mine")
    checkout.git(f"push --quiet origin HEAD:{BRANCH}")
    tip = checkout.tip(BRANCH)
    checkout.git("switch --quiet main")
    append(checkout, "A ship came in at noon.")
    done = run_workflow(checkout)
    assert done.returncode == 2
    assert "people have changed packs on briefing/next: merge or delete" in done.stderr
    assert checkout.tip(BRANCH) == tip


def test_pull_requests_of_forks_and_closed_ones_are_left_alone(checkout: Checkout) -> None:
    fork = {"number": 7, "state": "OPEN", "isCrossRepository": True, "headRefOid": "f" * 40}
    prs = Path(f"{checkout.notes}.prs")
    prs.write_text(json.dumps([fork]))
    run_workflow(checkout)
    assert len(checkout.asked("gh pr create")) == 1
    known = json.loads(prs.read_text())
    prs.write_text(json.dumps([fork, {**known[1], "state": "CLOSED"}]))
    assert "it stays closed" in run_workflow(checkout).stdout
    assert (len(checkout.asked("gh pr create")), checkout.asked("gh api")) == (1, [])
    prs.unlink()  # the branch was pushed, and the pull request could not be opened
    run_workflow(checkout)
    assert len(checkout.asked("gh pr create")) == 2


def test_a_project_in_a_folder_of_a_repository_with_another_default_branch(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path, default="trunk", below="desk")
    workflow = checkout.folder / "desk" / WORKFLOW
    text = workflow.read_text()
    for old, new in (("PROJECT: .", "PROJECT: desk"), ("directory: .", "directory: desk")):
        assert old in text
        text = text.replace(old, new)
    workflow.write_text(text)
    checkout.share()
    done = run_workflow(checkout, f"desk/{WORKFLOW}")
    assert done.returncode == 0, done.stderr
    assert "--base trunk " in checkout.asked("gh pr create")[0]
    committed = checkout.git(f"-C {checkout.remote} diff --name-only trunk {BRANCH}").splitlines()
    assert "desk/out/harbours/manifest.json" in committed
    assert all(path.startswith("desk/out/") for path in committed)


def test_findings_that_count_stop_the_workflow_before_it_proposes(checkout: Checkout) -> None:
    (checkout.folder / "seeds" / "empty.txt").write_text("")
    checkout.share()
    done = run_workflow(checkout)
    assert done.returncode == ExitCode.SOURCE
    assert "::error file=seeds/empty.txt,title=empty-source::" in done.stderr
    assert checkout.asked("gh") == []
    kept = checkout.notes.with_suffix(".jobs") / "artifact"
    assert {"briefing.sarif", "briefing.xml", "out"} <= {path.name for path in kept.iterdir()}


def test_a_wrong_config_stops_the_workflow_with_its_code_before_it_builds(
    checkout: Checkout,
) -> None:
    run_workflow(checkout)
    checkout.merge()
    (checkout.folder / "configs" / "harbours.yaml").write_text("series: [Zebrax\n")
    checkout.share()
    done = run_workflow(checkout)
    assert done.returncode == ExitCode.CONFIG
    assert "configs/harbours.yaml:1:9: error [yaml-syntax]" in done.stderr
    assert "Zebrax" not in done.stderr, "its words may bear more than the log may hold"
    assert "::error" not in done.stderr, "nothing was built"


def test_the_workflow_asks_for_little_and_stands_on_fixed_actions(checkout: Checkout) -> None:
    workflow = read_yaml(checkout, WORKFLOW)
    on = workflow[True]  # YAML 1.1 reads `on` as a truth
    assert is_off_the_hour(on["schedule"][0]["cron"])
    assert "workflow_dispatch" in on
    assert workflow["concurrency"]["group"] == "briefing"
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["build"]["steps"][0]["with"] == {"persist-credentials": False}
    assert jobs["propose"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert not any("briefgen " in step.get("run", "") for step in jobs["propose"]["steps"])
    steps = [step for job in jobs.values() for step in job["steps"]]
    uses = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in uses)
    (kept,) = (step for step in steps if "upload-artifact" in step.get("uses", ""))
    assert kept["if"] == "always()"


def test_a_clone_with_other_line_ends_is_fresh(checkout: Checkout, tmp_path: Path) -> None:
    """As on Windows, where git rewrites what it takes for text."""
    assert checkout.run("briefgen build").returncode == 0
    checkout.share()
    checkout.git(f"clone --quiet --config core.autocrlf=true {checkout.remote} {tmp_path}/clone")
    done = checkout.run(f"cd {tmp_path}/clone && briefgen check")
    assert (done.returncode, done.stdout.count("fresh")) == (0, 2)


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
    (line,) = done.stderr.splitlines()
    assert line.startswith("propose-edition: this is no git repository; run it in a checkout")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("git remote remove origin", "this repository has no remote named origin"),
        ("git switch -qc briefing/next", "this is briefing/next itself; start on the branch that"),
        ("true", "there is no out/ here; run `briefgen build` first, in the project's folder"),
        ("mkdir out && echo out/ > .gitignore", "git ignores out/; take it out of .gitignore"),
    ],
)
def test_what_stands_in_the_way_of_a_proposal_is_one_clear_line(
    checkout: Checkout, change: str, line: str
) -> None:
    done = checkout.run(f"{change}\nsh ci/propose-edition.sh {BRANCH}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"propose-edition: {line}")
    assert len(done.stderr.splitlines()) == 1


def test_a_report_that_is_too_long_is_cut_at_the_end_of_a_line(checkout: Checkout) -> None:
    for day, line in (("06", "é" * 50), ("07", "ü" * 50)):
        report = checkout.folder / "out" / "harbours" / "changes.md"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(f"# {day}\n" + f"- {line}\n" * 1_000)
        (report.parent / "manifest.json").write_text(f'{{\n  "as_of": "2021-12-{day}"\n}}\n')
        done = checkout.run(f"sh ci/propose-edition.sh {BRANCH}", GITHUB_ACTIONS="true")
        assert done.returncode == 0, done.stderr
        checkout.git("switch --quiet main")
        body = Path(f"{checkout.notes}.body").read_text(encoding="utf-8").splitlines()
        assert (body[0], body[1]) == (f"# {day}", f"- {line}")
        assert set(body[1:-2]) == {f"- {line}"}
        assert body[-1] == "The rest stands in out/*/changes.md on this branch."


# --- GitLab ---


def test_the_gitlab_job_pushes_the_branch_and_opens_its_merge_request(checkout: Checkout) -> None:
    job = read_yaml(checkout, ".gitlab-ci.yml")["briefing"]
    address = "https://briefing:secret@gitlab.example.org:443/desk/briefing.git"
    checkout.git(f'config --global url."{checkout.remote}".insteadOf {address}')
    given = {
        "GITLAB_CI": "true",
        "BRIEFING_TOKEN": "secret",
        "CI_SERVER_PROTOCOL": "https",
        "CI_SERVER_HOST": "gitlab.example.org",
        "CI_SERVER_PORT": "443",
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
    assert "=merge_request.description=# What is new: Harbours\\n" in options
    assert "<testsuites" in (checkout.folder / "briefing.xml").read_text()


def test_the_gitlab_job_keeps_its_reports_and_runs_alone(checkout: Checkout) -> None:
    job = read_yaml(checkout, ".gitlab-ci.yml")["briefing"]
    assert job["artifacts"]["when"] == "always"
    assert job["artifacts"]["access"] == "developer"
    assert job["artifacts"]["reports"] == {"junit": "briefing.xml"}
    assert job["resource_group"] == "briefing"
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
        '$CI_PIPELINE_SOURCE == "web" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
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
    touched += ["briefgen.yaml", "desk/seeds/a.txt"]
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
