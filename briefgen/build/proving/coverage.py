"""Series and their manifests to which source lines each audience got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.build.proving.editions import JsonObject, is_quotation, series_manifest
from briefgen.build.proving.projects import Project, load_projects
from briefgen.diagnostics import Diagnostic, Diagnostics, error, warning
from briefgen.errors import ExitCode
from briefgen.proof.covering import Shown, SourceCover, cover_source
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesCover:
    """One series: the audiences in the config's order, and each source's coverage.

    `banner` is the series' marking: the table names everything, whatever its marking.
    """

    series: str
    banner: str
    audiences: tuple[str, ...]
    sources: tuple[SourceCover, ...]


def cover_series(
    configs: Sequence[Path], seeds: Path | None, out: Path | None
) -> tuple[tuple[SeriesCover, ...], Diagnostics]:
    """The coverage of each series by the packs as they were last built."""
    projects, found = load_projects(configs, seeds)
    covers: list[SeriesCover] = []
    for project in projects:
        manifest = series_manifest(project.config, out)
        if manifest is None:
            found = (*found, _not_built(project))
            continue
        found = (*found, *_changed(project, manifest))
        covers.append(_cover(project, manifest))
    return tuple(covers), found


def _cover(project: Project, manifest: JsonObject) -> SeriesCover:
    built = {str(entry.get("audience")) for entry in manifest.get("audiences", ())}
    names = tuple(a.name for a in project.config.audiences if a.name in built)
    passages = tuple(_passages(manifest))
    return SeriesCover(
        series=project.config.series,
        banner=str(manifest.get("banner", "")),
        audiences=names,
        sources=tuple(
            cover_source(
                source.document, source.file.shown, source.reading.line_count, names, passages
            )
            for source in project.sources
        ),
    )


def _passages(manifest: JsonObject) -> Iterator[Shown]:
    for entry in manifest.get("audiences", ()):
        for section in entry.get("sections", ()):
            left = section.get("left_out", ())
            doubles = [passage for passage in left if passage.get("why") == "double"]
            for passage in (*section.get("passages", ()), *doubles):
                lines = (n for a, b in passage["lines"] for n in range(a, b + 1))
                yield Shown(
                    audience=str(entry.get("audience")),
                    source=str(passage["source"]),
                    lines=frozenset(lines),
                    in_part=bool(passage.get("sentences_left_out") or passage.get("why"))
                    or is_quotation(passage),
                )


def _not_built(project: Project) -> Diagnostic:
    return error(
        "not-built",
        f"series {project.config.series!r} has no edition yet",
        hint="run `briefgen build` first, or say with --out where the packs are",
        exit=ExitCode.FINDINGS,
    )


def _changed(project: Project, manifest: JsonObject) -> Iterator[Diagnostic]:
    """Lines of an edition that was made from other sources may have moved."""
    before = {i["path"]: i["sha256"] for i in manifest.get("inputs", ()) if i["kind"] == "source"}
    for source in project.sources:
        if before.get(source.file.name) != source.reading.sha256:
            yield warning(
                "source-changed",
                f"{source.file.shown} changed since the edition was built: its lines may be others",
                hint="run `briefgen build` again",
            )
