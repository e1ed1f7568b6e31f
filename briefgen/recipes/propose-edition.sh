#!/bin/sh
# propose-edition.sh BRANCH: commits out/, overrides/ and sources.lock on BRANCH and proposes them.
#
# Run it in the project's folder, on the branch that the proposal is to be merged into. It does nothing
# where nothing has changed, or where BRANCH holds just this already, and stops (code 2) where people
# have changed packs on BRANCH since. On GitHub one pull request is opened or its text renewed (needs
# `gh`); GitLab opens the merge request itself. The text is the change report of each series that is
# new, which bears the series' highest marking.
set -eu

branch=${1:?usage: propose-edition.sh BRANCH}
most=60000 # bytes of text: GitHub takes 65,536 characters, a push option 65,515 bytes
mark="Proposed-by: propose-edition.sh"
tracked="out overrides sources.lock configs/overrides configs/sources.lock"

say() { echo "propose-edition: $1"; }
fail() {
    say "$1" >&2
    exit 2
}

inside=$(git rev-parse --is-inside-work-tree 2>&1) ||
    fail "this is no git repository; run it in a checkout ($(echo "$inside" | head -n 1))"
git remote get-url origin >/dev/null 2>&1 || fail "this repository has no remote named origin"
# A runner may check out a commit without a branch; then the server says which branch is the default.
base=$(git symbolic-ref --quiet --short HEAD) || base=${CI_COMMIT_BRANCH:-${CI_DEFAULT_BRANCH:-}}
[ -n "$base" ] ||
    base=$(git ls-remote --symref origin HEAD | sed -n 's|^ref: refs/heads/\(.*\)	HEAD$|\1|p')
[ "$base" != "$branch" ] || fail "this is $branch itself; start on the branch that it goes into"
[ -d out ] || fail "there is no out/ here; run \`briefgen build\` first, in the project's folder"
! git check-ignore --quiet out || fail "git ignores out/; take it out of .gitignore"

for path in $tracked; do
    if [ -e "$path" ]; then git add --all -- "$path"; fi
done
if git diff --cached --quiet; then
    say "nothing has changed"
    exit 0
fi

# What stands on the branch by now, if anything, and whether people have worked on it.
depth=
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then depth=--depth=50; fi
there=
# shellcheck disable=SC2086 # no depth is no argument; the tracked paths are words
if git fetch --quiet $depth origin "refs/heads/$branch" 2>/dev/null; then
    there=$(git rev-parse FETCH_HEAD)
    ours=$(git log -1 --format=%H --fixed-strings --grep="$mark" "$there")
    if [ -z "$ours" ] || ! git diff --quiet "$ours" "$there" -- $tracked; then
        fail "people have changed packs on $branch: merge or delete that branch first"
    fi
fi

start=$(git rev-parse HEAD)
edition=$(sed -n 's/^  "as_of": "\(.*\)",*$/\1/p' out/*/manifest.json | sort | tail -n 1)
title="Briefing packs${edition:+ of $edition}"
git config user.name >/dev/null || git config user.name "briefgen"
git config user.email >/dev/null || git config user.email "briefgen@localhost"
git switch --quiet --force-create "$branch"
git commit --quiet --message "$title" --message "$mark"
head=$(git rev-parse HEAD)
if [ -n "$there" ] && git diff --quiet "$there" HEAD; then head=$there; fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
git -c core.quotePath=off diff --name-only --relative "$start" HEAD -- ":(glob)out/*/manifest.json" |
    while IFS= read -r manifest; do
        report=${manifest%/*}/changes.md
        if [ -f "$report" ]; then cat "$report" && echo; fi
    done >"$body"
[ -s "$body" ] || echo "No series has a change report." >"$body"
if [ "$(wc -c <"$body")" -gt "$most" ]; then # cut at the end of a line, so never inside a letter
    head -c "$most" "$body" | sed '$d' >"$body.cut"
    printf '\nThe rest stands in out/*/changes.md on this branch.\n' >>"$body.cut"
    mv "$body.cut" "$body"
fi

push() {
    if [ "$head" = "$there" ]; then
        say "$branch holds just this already"
        return
    fi
    git push --quiet --force-with-lease="refs/heads/$branch:$there" "$@" \
        origin "HEAD:refs/heads/$branch"
    say "$title on $branch"
}

# The open pull request of this repository (a fork may have a branch of the same name), or one of just
# this commit that somebody has closed, which stays closed.
propose_on_github() {
    known=$(gh pr list --head "$branch" --state all --limit 100 \
        --json number,state,isCrossRepository,headRefOid --jq "
            map(select(.isCrossRepository | not))
            | (map(select(.state == \"OPEN\")) + map(select(.headRefOid == \"$head\")))[0] // empty
            | \"\\(.state) \\(.number)\"")
    case $known in
        "") gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$body" ;;
        "OPEN "*) # not \`gh pr edit\`, which asks for more than the job's token may read
            gh api --silent --method PATCH "repos/{owner}/{repo}/pulls/${known#OPEN }" \
                --raw-field "title=$title" --field "body=@$body" ;;
        *) say "pull request ${known#* } was closed with just this; it stays closed" ;;
    esac
}

if [ -n "${GITHUB_ACTIONS:-}" ]; then
    push
    propose_on_github
elif [ -n "${GITLAB_CI:-}" ]; then
    # A push option is one line; GitLab reads \n as the end of one.
    push --push-option merge_request.create --push-option "merge_request.target=$base" \
        --push-option "merge_request.title=$title" \
        --push-option "merge_request.description=$(awk '{printf "%s\\n", $0}' "$body")"
else
    push
fi
